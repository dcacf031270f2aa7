#!/usr/bin/env python3
"""Writes importance.npz: importance weighted bounds and their gradients by PyTorch in float64.

    pip install torch==2.13.0 numpy
    python3 modules/losses/src/test/python/importance.py

Densities are those of torch.distributions, bounds torch.logsumexp, and the doubly reparameterised
gradient is made as its authors publish it: by a hook that multiplies the gradient that arrives at z
by the normalised weights. A name ending in Gradient... is the derivative of the mean over the batch.
"""
import math
import pathlib
import numpy as np
import torch
from torch.distributions import Bernoulli, Independent, Normal

torch.manual_seed(21)
B, L, Z, D, GROUPS = 4, 6, 3, 5, 2


def draw(*shape):
    return torch.randn(*shape, dtype=torch.float64)


mean, log_variance, weight = (draw(*s).requires_grad_() for s in ((B, Z), (B, Z), (Z, D)))
noise, images = draw(L, B, Z), (torch.rand(B, D, dtype=torch.float64) > 0.5).double()
arrays = dict(mean=mean, logVariance=log_variance, weight=weight, noise=noise, images=images)
encoder = dict(Mean=mean, LogVariance=log_variance)


def log_weights(hold=False, hook=False):
    """(L, B); `hold` keeps q's parameters constant but for z, `hook` scales z's gradient."""
    z = mean + (log_variance / 2).exp() * noise
    q_mean, q_variance = (mean.detach(), log_variance.detach()) if hold else (mean, log_variance)
    q = Independent(Normal(q_mean, (q_variance / 2).exp()), 1)
    prior = Independent(Normal(torch.zeros_like(mean), torch.ones_like(mean)), 1)
    logits = z @ weight
    w = Independent(Bernoulli(logits=logits), 1).log_prob(images) + prior.log_prob(z) - q.log_prob(z)
    if hook:
        shares = w.detach().softmax(0)
        z.register_hook(lambda gradient: gradient * shares.unsqueeze(-1))
    return w


def bound(w):
    return torch.logsumexp(w, 0) - math.log(w.shape[0])


def put(name, value, **leaves):
    arrays[name] = value
    for leaf, gradient in zip(leaves, torch.autograd.grad(value.mean(), tuple(leaves.values()))):
        arrays[name + "Gradient" + leaf] = gradient


everything = dict(encoder, Weight=weight)
put("iwae", -bound(log_weights()), **everything)
put("dreg", -bound(log_weights(hold=True, hook=True)), **encoder)
# Sample l belongs to group l modulo the number of groups.
put("miwae", -torch.stack([bound(log_weights()[m::GROUPS]) for m in range(GROUPS)]).mean(0),
    **everything)
w = log_weights()
put("ciwae", -(0.25 * w.mean(0) + 0.75 * bound(w)), **everything)

path = pathlib.Path(__file__).parents[1] / "resources/org/vaelab/losses/importance.npz"
np.savez(path, **{name: value.detach().numpy() for name, value in arrays.items()})
print(path, len(arrays), "arrays")
