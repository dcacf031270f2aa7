#!/usr/bin/env python3
"""Writes covariance.npz: the DIP-VAE's penalties by numpy's covariance, gradients by PyTorch.

    pip install torch==2.13.0 numpy
    python3 modules/losses/src/test/python/covariance.py

The weights are 3 and 7. The penalty is that of disentanglement_lib's regularize_diag_off_diag_dip;
the covariance is numpy's own (divided by the batch size), and PyTorch's where it is differentiated.
"""
import pathlib
import numpy as np
import torch

torch.manual_seed(22)
mean = torch.randn(6, 4, dtype=torch.float64).requires_grad_()
log_variance = torch.randn(6, 4, dtype=torch.float64).requires_grad_()
arrays = dict(mean=mean.detach().numpy(), logVariance=log_variance.detach().numpy())


def penalty(c, module):
    diagonal = module.diagonal(c)
    return 3 * ((c ** 2).sum() - (diagonal ** 2).sum()) + 7 * ((diagonal - 1) ** 2).sum()


for name in ("means", "codes"):
    plain = np.cov(arrays["mean"], rowvar=False, bias=True)
    c = torch.cov(mean.T, correction=0)
    if name == "codes":
        plain = plain + np.diag(np.exp(arrays["logVariance"]).mean(0))
        c = c + torch.diag(log_variance.exp().mean(0))
    arrays[name] = np.array([penalty(plain, np)])
    value = penalty(c, torch)
    assert abs(value.item() - arrays[name][0]) < 1e-12
    found = torch.autograd.grad(value, (mean, log_variance), allow_unused=True)
    arrays[name + "GradientMean"] = found[0].numpy()
    if found[1] is not None:
        arrays[name + "GradientLogVariance"] = found[1].numpy()

path = pathlib.Path(__file__).parents[1] / "resources/org/vaelab/losses/covariance.npz"
np.savez(path, **arrays)
print(path, len(arrays), "arrays")
