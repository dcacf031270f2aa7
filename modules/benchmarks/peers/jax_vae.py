#!/usr/bin/env python3
"""A (conditional) VAE on MNIST in JAX, for vaelab to be measured against.

    pip install jax optax numpy
    python3 jax_vae.py --data DIR --architecture cnn --conditional --batch 128

Bernoulli decoder, Adam 1e-3, loss (BCE + KL) / batch. The data set lies in memory; a step, compiled
whole, selects its rows. Timed is the training of an epoch, from its permutation to its mean loss; the
first one compiles.

JAX has no exact limit of threads. The process is bound to as many cores as --threads says, and its
pools are made for that many; the thread that calls comes on top.
"""
import math
import os
import sys
import time

import options

chosen = options.parser("A (conditional) VAE on MNIST in JAX.").parse_args()
# XLA reads both when it is loaded.
os.environ["NPROC"] = os.environ["PJRT_NPROC"] = str(chosen.threads)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:chosen.threads])
try:
    import jax
    import numpy
    import optax
    from jax import lax, nn, numpy as jnp, random

    import mnist
except ImportError as missing:
    print(f"jax_vae.py needs the package {missing.name}: pip install jax optax numpy",
          file=sys.stderr)
    sys.exit(2)

PIXELS, CLASSES, SMALL = 28 * 28, 10, (7, 7, 64)
ADAM = optax.adam(1e-3)
LAYOUT = ("NHWC", "HWIO", "NHWC")


def layer(key, shape, inputs):
    """PyTorch's initial weights: uniform within one over the root of what it takes for the inputs."""
    bound = 1 / math.sqrt(inputs)
    weight, bias = random.split(key)
    return (random.uniform(weight, shape, minval=-bound, maxval=bound),
            random.uniform(bias, shape[-1:], minval=-bound, maxval=bound))


def initial(key):
    labels = CLASSES if chosen.conditional else 0
    cnn = chosen.architecture == "cnn"
    flat = math.prod(SMALL) if cnn else PIXELS
    hidden = 256 if cnn else chosen.hidden
    shapes = {"hidden": (flat + labels, hidden), "mean": (hidden, chosen.latent),
              "log_variance": (hidden, chosen.latent), "wide": (chosen.latent + labels, hidden),
              "flat": (hidden, flat)}
    if cnn:
        shapes |= {"halve": (4, 4, 1, 32), "quarter": (4, 4, 32, 64),
                   "double": (4, 4, 64, 32), "image": (4, 4, 32, 1)}
    inputs = {name: math.prod(shape[:-1]) for name, shape in shapes.items()}
    # Of a transposed convolution PyTorch counts the outputs.
    inputs |= {"double": 4 * 4 * 32, "image": 4 * 4 * 1}
    keys = random.split(key, len(shapes))
    return {name: layer(each, shapes[name], inputs[name]) for name, each in zip(shapes, keys)}


def dense(x, weights):
    return x @ weights[0] + weights[1]


def convolution(x, weights):
    return lax.conv_general_dilated(
        x, weights[0], (2, 2), ((1, 1), (1, 1)), dimension_numbers=LAYOUT) + weights[1]


def transposed(x, weights):
    """Kernel 4, stride 2 and PyTorch's padding 1: 4 - 1 - 1 zeros around the spread input."""
    return lax.conv_transpose(
        x, weights[0], (2, 2), ((2, 2), (2, 2)), dimension_numbers=LAYOUT) + weights[1]


def encode(weights, x, labels):
    if chosen.architecture == "cnn":
        x = nn.relu(convolution(x.reshape(-1, 28, 28, 1), weights["halve"]))
        x = nn.relu(convolution(x, weights["quarter"])).reshape(len(x), -1)
    h = nn.relu(dense(jnp.concatenate((x, labels), 1), weights["hidden"]))
    return dense(h, weights["mean"]), dense(h, weights["log_variance"])


def decode(weights, z, labels):
    h = nn.relu(dense(jnp.concatenate((z, labels), 1), weights["wide"]))
    y = dense(h, weights["flat"])
    if chosen.architecture == "cnn":
        y = nn.relu(transposed(nn.relu(y).reshape(-1, *SMALL), weights["double"]))
        y = transposed(y, weights["image"]).reshape(len(z), -1)
    return y


def loss_of(weights, x, labels, key):
    mean, log_variance = encode(weights, x, labels)
    z = mean + jnp.exp(0.5 * log_variance) * random.normal(key, mean.shape)
    reconstruction = optax.sigmoid_binary_cross_entropy(decode(weights, z, labels), x).sum()
    kl = -0.5 * jnp.sum(1 + log_variance - mean**2 - jnp.exp(log_variance))
    return (reconstruction + kl) / len(x)


def step(state, images, labels, rows):
    """The state after one update; what it was made of is overwritten."""
    weights, moments, key, total = state
    key, noise = random.split(key)
    loss, gradients = jax.value_and_grad(loss_of)(weights, images[rows], labels[rows], noise)
    updates, moments = ADAM.update(gradients, moments)
    return optax.apply_updates(weights, updates), moments, key, total + loss * len(rows)


def main():
    images, labels = mnist.training_set(chosen.data, chosen.images)
    if not chosen.conditional:
        labels = labels[:, :0]
    count = len(images)
    images, labels = jnp.asarray(images), jnp.asarray(labels)
    shuffle = numpy.random.default_rng(chosen.seed)
    weight_key, key = random.split(random.key(chosen.seed))
    weights = initial(weight_key)
    state = weights, ADAM.init(weights), key, jnp.zeros(())
    compiled = jax.jit(step, donate_argnums=0)
    for epoch in range(1, chosen.epochs + 1):
        start = time.perf_counter()
        order = shuffle.permutation(count).astype(numpy.int32)
        for begin in range(0, count, chosen.batch):
            state = compiled(state, images, labels, order[begin:begin + chosen.batch])
        loss = float(state[3]) / count
        options.report(epoch, count, time.perf_counter() - start, loss)
        state = (*state[:3], jnp.zeros(()))


if __name__ == "__main__":
    main()
