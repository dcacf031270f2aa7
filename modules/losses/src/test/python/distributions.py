#!/usr/bin/env python3
"""Writes distributions.npz: densities, divergences and gradients by PyTorch in float64.

    pip install torch==2.13.0 numpy
    python3 modules/losses/src/test/python/distributions.py

The values come from torch.distributions, not from the formulas that vaelab uses.
"""
import pathlib
import numpy as np
import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

torch.manual_seed(20)
B, D, Z, BETA = 5, 12, 4, 3.0
shape = (B, 1, 3, 4)
logits = (4 * torch.randn(shape, dtype=torch.float64)).requires_grad_()
grey = torch.rand(shape, dtype=torch.float64)
binary = (grey > 0.5).double()
mean = torch.randn(B, Z, dtype=torch.float64).requires_grad_()
log_variance = torch.randn(B, Z, dtype=torch.float64).requires_grad_()
z = torch.randn(B, Z, dtype=torch.float64)

posterior = Independent(Normal(mean, log_variance.exp().sqrt()), 1)
prior = Independent(Normal(torch.zeros_like(mean), torch.ones_like(mean)), 1)
likelihood = Independent(Bernoulli(logits=logits, validate_args=False), 3)
kl = kl_divergence(posterior, prior)
reconstruction = -likelihood.log_prob(grey)
loss = reconstruction + BETA * kl
gradients = torch.autograd.grad(loss.mean(), (logits, mean, log_variance))

arrays = dict(
    logits=logits, grey=grey, binary=binary, mean=mean, logVariance=log_variance, z=z,
    bernoulliGrey=likelihood.log_prob(grey), bernoulliBinary=likelihood.log_prob(binary),
    bernoulliMean=likelihood.mean, gaussian=posterior.log_prob(z), standardNormal=prior.log_prob(z),
    kl=kl, loss=loss, gradientLogits=gradients[0], gradientMean=gradients[1],
    gradientLogVariance=gradients[2])
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "losses"
np.savez(folder / "distributions.npz", **{k: v.detach().numpy() for k, v in arrays.items()})
