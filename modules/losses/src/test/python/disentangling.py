#!/usr/bin/env python3
"""Writes disentangling.npz: beta-TC's loss and discrepancies by loops in NumPy, gradients by PyTorch.

    pip install torch==2.13.0 numpy
    python3 modules/losses/src/test/python/disentangling.py

Six of 50 images in three dimensions; alpha 0.5, beta 4, gamma 2. The weights of stratified sampling
are those of appendix C.2 of Chen et al. (2018), with 1/N for an image's own posterior.
"""
import math
import pathlib
import numpy as np
import torch

B, Z, N = 6, 3, 50
ALPHA, BETA, GAMMA = 0.5, 4, 2
torch.manual_seed(23)
mean = torch.randn(B, Z, dtype=torch.float64).requires_grad_()
log_variance = (torch.randn(B, Z, dtype=torch.float64) - 1).requires_grad_()
noise = torch.randn(B, Z, dtype=torch.float64)
other = torch.randn(B, Z, dtype=torch.float64)
z = mean + (log_variance / 2).exp() * noise
arrays = dict(mean=mean, logVariance=log_variance, noise=noise, other=other)


def weights(name):
    if name == "weighted":
        return np.full((B, B), 1 / (N * B))
    m = B - 1
    w = np.full((B, B), 1 / m)
    for i in range(B):
        w[i, i] = 1 / N
        w[i, (i + 1) % B] = (N - m) / (N * m)
    return w


def by_loops(w):
    codes, m, v = (a.detach().numpy() for a in (z, mean, log_variance.exp()))
    density = lambda x, mu, var: math.exp(-0.5 * (x - mu) ** 2 / var) / math.sqrt(2 * math.pi * var)
    losses = []
    for i in range(B):
        own = sum(math.log(density(codes[i, d], m[i, d], v[i, d])) for d in range(Z))
        prior = sum(math.log(density(codes[i, d], 0, 1)) for d in range(Z))
        joint = math.log(sum(w[i, j] * math.prod(density(codes[i, d], m[j, d], v[j, d])
                                                 for d in range(Z)) for j in range(B)))
        each = sum(math.log(sum(w[i, j] * density(codes[i, d], m[j, d], v[j, d])
                                for j in range(B))) for d in range(Z))
        losses.append(ALPHA * (own - joint) + BETA * (joint - each) + GAMMA * (each - prior))
    return np.array(losses)


def by_torch(w):
    q = torch.distributions.Normal(mean, (log_variance / 2).exp())
    matrix = torch.distributions.Normal(mean[None], (log_variance / 2).exp()[None]).log_prob(z[:, None])
    log_w = torch.from_numpy(w).log()
    joint = (matrix.sum(2) + log_w).logsumexp(1)
    each = (matrix + log_w[:, :, None]).logsumexp(1).sum(1)
    prior = torch.distributions.Normal(0., 1.).log_prob(z).sum(1)
    return (ALPHA * (q.log_prob(z).sum(1) - joint) + BETA * (joint - each) + GAMMA * (each - prior))


def discrepancy(kernel, a, b):
    n = len(a)
    k = lambda x, y: kernel(sum((p - q) ** 2 for p, q in zip(x, y)))
    own = sum(k(s[i], s[j]) for s in (a, b) for i in range(n) for j in range(n) if i != j)
    return own / (n * (n - 1)) - 2 / n ** 2 * sum(k(x, y) for x in a for y in b)


def put(name, value):
    found = torch.autograd.grad(value, (mean, log_variance), retain_graph=True)
    arrays[name + "GradientMean"], arrays[name + "GradientLogVariance"] = found


for name in ("weighted", "stratified"):
    w = weights(name)
    value = by_torch(w)
    arrays[name] = by_loops(w)
    assert np.abs(value.detach().numpy() - arrays[name]).max() < 1e-12
    assert name == "weighted" or np.abs(w.sum(1) - 1).max() < 1e-12
    put(name, value.mean())
C = 2 * Z
for name, plain, tensor in (
        ("imq", lambda d: C / (C + d), lambda d: C / (C + d)),
        ("rbf", lambda d: math.exp(-d / C), lambda d: (-d / C).exp())):
    value = discrepancy(tensor, z, other)
    arrays[name] = np.array(discrepancy(plain, z.detach().numpy(), other.numpy()))
    assert abs(value.item() - arrays[name]) < 1e-12
    put(name, value)

path = pathlib.Path(__file__).parents[1] / "resources/org/vaelab/losses/disentangling.npz"
np.savez(path, **{k: v.detach().numpy() if torch.is_tensor(v) else v for k, v in arrays.items()})
print(path, len(arrays), "arrays")
