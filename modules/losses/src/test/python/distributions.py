#!/usr/bin/env python3
"""Writes distributions.npz: densities, divergences, objectives and gradients by PyTorch in float64.

    pip install torch==2.13.0 numpy
    python3 modules/losses/src/test/python/distributions.py

The values come from torch.distributions, not from the formulas that vaelab uses, wherever it has
them. A name ending in Gradient... is the derivative of the mean over the batch.
"""
import pathlib
import numpy as np
import torch
from torch.distributions import (
    Bernoulli, Independent, MultivariateNormal, Normal, OneHotCategorical, kl_divergence)
from torch.nn.functional import softplus

torch.manual_seed(20)
B, C, D, Z, BETA, L = 5, 2, 12, 4, 3.0, 3
shape = (B, C, 2, 3)
arrays = {}


def draw(*shape):
    return torch.randn(*shape, dtype=torch.float64).requires_grad_()


def put(name, value, **leaves):
    """Keeps a value of shape (B) and the gradients of its mean."""
    arrays[name] = value
    gradients = torch.autograd.grad(value.mean(), tuple(leaves.values()), retain_graph=True) \
        if leaves else ()
    for leaf, gradient in zip(leaves, gradients):
        arrays[name + "Gradient" + leaf] = gradient


def gaussian(mean, deviation):
    return Independent(Normal(mean, deviation), mean.dim() - 1)


# Bernoulli and the latent Gaussians
logits = (4 * torch.randn(shape, dtype=torch.float64)).requires_grad_()
grey = torch.rand(shape, dtype=torch.float64)
binary = (grey > 0.5).double()
mean, log_variance, z = draw(B, Z), draw(B, Z), draw(B, Z).detach()
posterior = gaussian(mean, log_variance.exp().sqrt())
prior = gaussian(torch.zeros_like(mean), torch.ones_like(mean))
likelihood = Independent(Bernoulli(logits=logits, validate_args=False), 3)
arrays.update(logits=logits, grey=grey, binary=binary, mean=mean, logVariance=log_variance, z=z)
put("bernoulli", likelihood.log_prob(grey), Output=logits)
put("bernoulliBinary", likelihood.log_prob(binary))
put("bernoulliMean", likelihood.mean)
put("gaussian", posterior.log_prob(z))
put("standardNormal", prior.log_prob(z))

# Categorical
class_logits = draw(B, 6)
one_hot = torch.eye(6, dtype=torch.float64)[[3, 0, 5, 5, 1]]
categorical = OneHotCategorical(logits=class_logits)
arrays.update(classLogits=class_logits, oneHot=one_hot)
put("categorical", categorical.log_prob(one_hot), Output=class_logits)
put("categoricalMean", categorical.probs)

# Gaussian likelihoods: x is any real number where the mean is the output, grey where a sigmoid
pixels = draw(*shape).detach()
one, two = draw(*shape), draw(B, 2 * C, 2, 3)
shared = torch.tensor([-0.7], dtype=torch.float64, requires_grad=True)
arrays.update(pixels=pixels, one=one, two=two, shared=shared)
for word, activation, x in (("Identity", lambda r: r, pixels), ("Sigmoid", torch.sigmoid, grey)):
    sigma = torch.full(shape, 0.3, dtype=torch.float64)
    put("fixed" + word, gaussian(activation(one), sigma).log_prob(x), Output=one)
    m, r = activation(two[:, :C]), two[:, C:]
    put("pixelExp" + word, gaussian(m, torch.exp(r / 2)).log_prob(x), Output=two)
    put("pixelSoftplus" + word, gaussian(m, 1e-6 + softplus(r)).log_prob(x), Output=two)
    sigma = torch.exp(shared / 2).expand(shape)
    put("shared" + word, gaussian(activation(one), sigma).log_prob(x), Output=one, Parameter=shared)
    # by search and not in closed form: Newton's steps on the batch's likelihood
    m, t = activation(one), torch.zeros((), dtype=torch.float64, requires_grad=True)
    for _ in range(50):
        value = gaussian(m.detach(), torch.exp(t / 2).expand(shape)).log_prob(x).mean()
        first, = torch.autograd.grad(value, t, create_graph=True)
        second, = torch.autograd.grad(first, t)
        t = (t - first / second).detach().requires_grad_()
    arrays["optimalLogVariance" + word] = t
    put("optimal" + word, gaussian(m, torch.exp(t.detach() / 2).expand(shape)).log_prob(x),
        Output=one)
    # a covariance fitted to residuals
    residuals = torch.randn(40, D, dtype=torch.float64) @ torch.randn(D, D, dtype=torch.float64)
    covariance = residuals.T @ residuals / 40 + 1e-3 * torch.eye(D, dtype=torch.float64)
    full = MultivariateNormal(activation(one).reshape(B, D), covariance_matrix=covariance)
    value = full.log_prob(x.reshape(B, D))
    constant = 0.5 * (torch.logdet(covariance) + D * np.log(2 * np.pi))
    arrays.update({"residuals" + word: residuals.reshape(40, C, 2, 3),
                   "covariance" + word: covariance})
    put("full" + word, value, Output=one)
    put("fullUnnormalised" + word, value + constant, Output=one)

# Divergences
put("kl", kl_divergence(posterior, prior), Mean=mean, Raw=log_variance)
put("klSoftplus", kl_divergence(gaussian(mean, 1e-6 + softplus(log_variance)), prior),
    Mean=mean, Raw=log_variance)
prior_mean, prior_log_variance = draw(B, Z), draw(B, Z)
other = gaussian(prior_mean, prior_log_variance.exp().sqrt())
arrays.update(priorMean=prior_mean, priorLogVariance=prior_log_variance)
put("klGaussian", kl_divergence(posterior, other), Mean=mean, Raw=log_variance,
    PriorMean=prior_mean, PriorRaw=prior_log_variance)
put("klPerDimension", kl_divergence(posterior.base_dist, prior.base_dist))
clip = torch.clamp(log_variance, -1e-10, 100)
put("klClipped", -0.5 * (1 + clip - mean ** 2 - torch.exp(clip)).sum(1), Mean=mean,
    Raw=log_variance)

# Objectives
latent = dict(Mean=mean, LogVariance=log_variance)
reconstruction = -likelihood.log_prob(grey)
kl = kl_divergence(posterior, prior)
put("elbo", reconstruction + BETA * kl, Output=logits, **latent)
put("weighted", 0.25 * reconstruction + BETA * kl, Output=logits, **latent)
put("clipped", reconstruction + arrays["klClipped"], Output=logits, **latent)
put("gaussianPrior", reconstruction + kl_divergence(posterior, other), Output=logits, **latent)
# free bits from the definition: max(lambda, batch mean), whose gradient is that of the batch's mean
free = 1.25
per_dimension = kl_divergence(posterior.base_dist, prior.base_dist).mean(0)
assert 0 < (per_dimension > free).sum() < Z, per_dimension
free_bits = reconstruction.mean() + torch.clamp(per_dimension, min=free).sum()
put("freeBits", free_bits, Output=logits, **latent)
many = torch.stack([logits, 0.5 * logits + 1, -logits]).detach().requires_grad_()
three = Independent(Bernoulli(logits=many, validate_args=False), 3).log_prob(grey)
arrays["many"] = many.reshape(L * B, *shape[1:])
put("samples", -three.mean(0) + kl, Output=many, **latent)
arrays["samplesGradientOutput"] = arrays["samplesGradientOutput"].reshape(L * B, *shape[1:])

folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "losses"
np.savez(folder / "distributions.npz", **{k: v.detach().numpy() for k, v in arrays.items()})
