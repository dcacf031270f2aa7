#!/usr/bin/env python3
"""Writes networks.npz: the networks of the five systems by PyTorch in float64.

    pip install torch==2.13.0 numpy
    python3 modules/models/src/test/python/networks.py

Nothing here knows vaelab's grammar: each network is written out from the systems' own layers.
Weights and inputs are not stored but follow from a formula, since the largest has 15 million
weights: element i of the p-th array is sin(i^2 + 78 p), scaled by its kind.
Stored for each network: posterior mean and log-variance for six images, the decoder's raw output
for six codes, the same in training mode where there is batch normalisation, and the number of
learnt parameters.
"""
import math
import pathlib
import numpy as np
import torch
import torch.nn.functional as F

B = 6


def wave(p, shape):
    i = np.arange(math.prod(shape), dtype=np.float64)
    return torch.from_numpy(np.sin(i * i + 78 * p).reshape(shape))


class Network:
    """Hands out parameters in the order of the layers, and keeps count."""

    def __init__(self, training):
        self.p, self.count, self.training = 0, 0, training

    def array(self, shape, kind):
        x = wave(self.p, shape)
        self.p += 1
        if kind != "running":
            self.count += math.prod(shape)
        return x

    def weight(self, *shape):
        fan = shape[1] * math.prod(shape[2:])
        return self.array(shape, "weight") * math.sqrt(2 / fan)

    def bias(self, n):
        return self.array((n,), "bias") * 0.1

    def linear(self, x, n):
        return F.linear(x, self.weight(n, x.shape[1]), self.bias(n))

    def norm(self, x):
        n = x.shape[1]
        gamma = 1 + 0.2 * self.array((n,), "gamma")
        beta = 0.1 * self.array((n,), "beta")
        mean = 0.1 * self.array((n,), "running")
        var = 1 + 0.5 * self.array((n,), "running")
        return F.batch_norm(x, mean, var, gamma, beta, self.training, 0.1, 1e-5)

    def conv(self, x, n, k, s, pad=0, same=False):
        if same:
            total = [max((math.ceil(d / s) - 1) * s + k - d, 0) for d in x.shape[2:]]
            high, wide = total
            x = F.pad(x, (wide // 2, wide - wide // 2, high // 2, high - high // 2))
        return F.conv2d(x, self.weight(n, x.shape[1], k, k), self.bias(n), s, pad)

    def up(self, x, n, k, s, pad=0, to=None):
        w = self.weight(x.shape[1], n, k, k)
        y = F.conv_transpose2d(x, w, self.bias(n), s, pad)
        if to is not None:
            cut = (y.shape[2] - to) // 2
            y = y[:, :, cut:cut + to, cut:cut + to]
        return y


def exp_heads(net, h, z):
    return net.linear(h, z), net.linear(h, z)


def softplus_heads(net, h, z, floor=1e-6):
    mean, rho = net.linear(h, z), net.linear(h, z)
    return mean, 2 * torch.log(floor + F.softplus(rho))


def images(c, n):
    return (1 + wave(1000, (B, c, n, n))) / 2


def labels():
    return F.one_hot(torch.tensor([3, 7, 0, 9, 3, 5]), 10).double()


def codes(z):
    return wave(2000, (B, z))


def join(x, y):
    return torch.cat([x, y], 1)


def planes(x, y):
    return join(x, y[:, :, None, None].expand(-1, -1, x.shape[2], x.shape[3]))


def columns(x, y):
    return torch.cat([x, y[:, None, None, :].expand(-1, x.shape[1], x.shape[2], -1)], 3)


def gaussian_mlp(net, conditional):
    x, y, z = images(1, 28).flatten(1), labels(), codes(2)
    h = F.relu(net.linear(join(x, y) if conditional else x, 256))
    heads = exp_heads(net, h, 2)
    h = F.relu(net.linear(join(z, y) if conditional else z, 256))
    return *heads, net.linear(h, 784).reshape(B, 1, 28, 28)


def vae_pytorch(net, conditional):
    x, y, z = images(1, 28).flatten(1), labels(), codes(2)
    h = F.leaky_relu(net.linear(join(x, y) if conditional else x, 256), 0.01)
    heads = exp_heads(net, F.relu(net.linear(h, 512)), 2)
    h = F.relu(net.linear(join(z, y) if conditional else z, 512 if conditional else 256))
    return *heads, net.linear(h, 784).reshape(B, 1, 28, 28)


def simple_vae(net):
    h = F.relu(net.linear(images(1, 28).flatten(1), 500))
    heads = softplus_heads(net, F.relu(net.linear(h, 120)), 2)
    h = F.relu(net.linear(codes(2), 120))
    return *heads, net.linear(F.relu(net.linear(h, 500)), 784).reshape(B, 1, 28, 28)


def conditional_vae(net):
    h = F.relu(net.conv(images(1, 28), 32, 3, 2))
    h = F.relu(net.conv(h, 64, 3, 2)).flatten(1)
    heads = softplus_heads(net, join(h, labels()), 15)
    h = F.relu(net.linear(join(codes(15), labels()), 1568)).reshape(B, 32, 7, 7)
    h = F.relu(net.up(h, 64, 3, 2, to=14))
    h = F.relu(net.up(h, 32, 3, 2, to=28))
    return *heads, net.up(h, 1, 3, 1, to=28)


def learning_mnist(net, z, out):
    def lrelu(x):
        return F.leaky_relu(x, 0.2)
    h = lrelu(net.conv(columns(images(1, 28), labels()), 64, 4, 2, 1))
    h = lrelu(net.norm(net.conv(h, 128, 4, 2, 1))).flatten(1)
    heads = softplus_heads(net, lrelu(net.norm(net.linear(h, 1024))), z)
    h = F.relu(net.norm(net.linear(join(codes(z), labels()), 1024)))
    h = F.relu(net.norm(net.linear(h, 6272))).reshape(B, 128, 7, 7)
    return *heads, net.up(F.relu(net.norm(net.up(h, 64, 4, 2, 1))), out, 4, 2, 1)


def learning_cifar(net, z):
    def lrelu(x):
        return F.leaky_relu(x, 0.2)
    h = lrelu(net.conv(columns(images(3, 32), labels()), 64, 4, 2, 1))
    h = lrelu(net.norm(net.conv(h, 128, 4, 2, 1)))
    h = lrelu(net.norm(net.conv(h, 256, 4, 2, 1))).flatten(1)
    heads = softplus_heads(net, h, z)
    h = F.relu(net.norm(net.linear(join(codes(z), labels()), 1792))).reshape(B, 448, 2, 2)
    h = F.relu(net.norm(net.up(h, 256, 4, 2, 1)))
    h = F.relu(net.up(F.relu(net.up(h, 128, 4, 2, 1)), 64, 4, 2, 1))
    return *heads, net.up(h, 3, 4, 2, 1)


def cnn3(net, z):
    h = F.relu(net.conv(planes(images(1, 28), labels()), 16, 6, 3, same=True))
    h = F.relu(net.conv(h, 32, 4, 3, same=True))
    heads = exp_heads(net, F.relu(net.conv(h, 64, 2, 2, same=True)).flatten(1), z)
    h = F.relu(net.linear(join(codes(z), labels()), 256)).reshape(B, 64, 2, 2)
    h = F.relu(net.up(h, 32, 2, 2, to=3))
    return *heads, net.up(F.relu(net.up(h, 16, 3, 3, to=7)), 1, 4, 4, to=28)


def cnn3_0(net, z):
    h = F.relu(net.conv(planes(images(1, 28), labels()), 16, 6, 3))
    h = F.relu(net.conv(h, 32, 4, 2))
    heads = exp_heads(net, F.relu(net.conv(h, 64, 3, 1)).flatten(1), z)
    h = F.relu(net.linear(join(codes(z), labels()), 32)).reshape(B, 32, 1, 1)
    h = F.relu(net.up(h, 16, 4, 3, to=3))
    return *heads, net.up(F.relu(net.up(h, 8, 4, 3, to=7)), 1, 4, 4, to=28)


def cnn2(net, z):
    h = F.relu(net.conv(planes(images(1, 28), labels()), 16, 5, 2))
    heads = exp_heads(net, F.relu(net.conv(h, 32, 5, 2)).flatten(1), z)
    h = F.relu(net.linear(join(codes(z), labels()), 392)).reshape(B, 8, 7, 7)
    return *heads, F.relu(net.up(F.relu(net.up(h, 8, 5, 2, to=14)), 1, 5, 2, to=28))


def fc3(net, z):
    h = torch.sigmoid(net.linear(join(images(1, 28).flatten(1), labels()), 500))
    heads = exp_heads(net, torch.sigmoid(net.linear(h, 500)), z)
    h = torch.sigmoid(net.linear(join(codes(z), labels()), 500))
    return *heads, net.linear(torch.sigmoid(net.linear(h, 500)), 784).reshape(B, 1, 28, 28)


def metzen(net, z):
    h = F.softplus(net.linear(images(1, 28).flatten(1), 500))
    heads = exp_heads(net, F.softplus(net.linear(h, 500)), z)
    h = F.softplus(net.linear(codes(z), 500))
    return *heads, net.linear(F.softplus(net.linear(h, 500)), 784).reshape(B, 1, 28, 28)


def classifier(net):
    h = images(1, 28)
    for n in (8, 16, 32, 64):
        h = F.relu(F.max_pool2d(net.conv(h, n, 4, 1, same=True), 2, 2, ceil_mode=True))
    return (net.linear(h.flatten(1), 10),)


NETWORKS = {
    "timbmg-vae": lambda net: gaussian_mlp(net, False),
    "timbmg-cvae": lambda net: gaussian_mlp(net, True),
    "vae-pytorch-vae": lambda net: vae_pytorch(net, False),
    "vae-pytorch-cvae": lambda net: vae_pytorch(net, True),
    "simple-vae": simple_vae,
    "conditional-vae": conditional_vae,
    "learning-ml-mnist-z2": lambda net: learning_mnist(net, 2, 1),
    "learning-ml-mnist-z10-sigma": lambda net: learning_mnist(net, 10, 2),
    "learning-ml-cifar10-z50": lambda net: learning_cifar(net, 50),
    "asahi417-cnn3-z2": lambda net: cnn3(net, 2),
    "asahi417-cnn3-z20": lambda net: cnn3(net, 20),
    "asahi417-cnn3_0-z2": lambda net: cnn3_0(net, 2),
    "asahi417-cnn2-z2": lambda net: cnn2(net, 2),
    "asahi417-fc3-z20": lambda net: fc3(net, 20),
    "asahi417-vae-z20": lambda net: metzen(net, 20),
    "asahi417-classifier": classifier,
}

arrays = {}
for name, forward in NETWORKS.items():
    evaluation = Network(False)
    outputs = forward(evaluation)
    arrays[name + "/parameters"] = np.int64(evaluation.count)
    for key, value in zip(("mean", "logVariance", "decoded"), outputs):
        arrays[f"{name}/{key}"] = value.numpy().astype(np.float32)
    if name.startswith("learning-ml"):
        for key, value in zip(("mean", "logVariance", "decoded"), forward(Network(True))):
            arrays[f"{name}/training/{key}"] = value.numpy().astype(np.float32)
    print(name, evaluation.count)
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "models" / "network"
np.savez_compressed(folder / "networks.npz", **arrays)
