#!/usr/bin/env python3
"""Writes residual.npz: residual layers by PyTorch in float64, with gradients.

    pip install torch==2.13.0 numpy
    python3 modules/models/src/test/python/residual.py

DJL takes the slope of a leaky relu as a float, so that it is one that a float holds: 1/4.
For each layer: its input x, its parameters by their names in vaelab, the output in training, the
gradients of sum(output * weight) for the input and every learnt parameter, and the output in
evaluation with the running statistics given. Padding is TensorFlow's SAME, the odd pixel at the end.
"""
import math
import pathlib
import numpy as np
import torch
import torch.nn.functional as F

B = 4
arrays = {}
generator = torch.Generator().manual_seed(7)


def draw(*shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


class Layer:
    def __init__(self, channels, size, out, kernel, stride, norm, activation):
        self.p, self.stride, self.norm, self.activation = {}, stride, norm, activation
        self.conv("first", channels, out, kernel)
        self.conv("second", out, out, kernel)
        if channels != out or stride != 1:
            self.conv("skip", channels, out, 1)
        self.x = draw(B, channels, *size).requires_grad_()

    def conv(self, name, channels, out, kernel):
        self.p[name + ".weight"] = draw(out, channels, kernel, kernel) / math.sqrt(channels * kernel * kernel)
        self.p[name + ".bias"] = 0.1 * draw(out)
        if self.norm:
            self.p[name + ".norm.gamma"] = 1 + 0.2 * draw(out)
            self.p[name + ".norm.beta"] = 0.1 * draw(out)
            self.p[name + ".norm.runningMean"] = 0.1 * draw(out)
            self.p[name + ".norm.runningVar"] = 1 + 0.5 * torch.rand(out, generator=generator, dtype=torch.float64)

    def apply(self, name, x, stride, training):
        w = self.p[name + ".weight"]
        k = w.shape[2]
        high, wide = [max((math.ceil(d / stride) - 1) * stride + k - d, 0) for d in x.shape[2:]]
        x = F.pad(x, (wide // 2, wide - wide // 2, high // 2, high - high // 2))
        x = F.conv2d(x, w, self.p[name + ".bias"], stride)
        if self.norm:
            gamma, beta, mean, var = (self.p[f"{name}.norm.{n}"] for n in ("gamma", "beta", "runningMean", "runningVar"))
            x = F.batch_norm(x, mean.clone(), var.clone(), gamma, beta, training, 0.1, 1e-5)
        return x

    def forward(self, training):
        h = self.apply("second", self.activation(self.apply("first", self.x, self.stride, training)), 1, training)
        skip = self.apply("skip", self.x, self.stride, training) if "skip.weight" in self.p else self.x
        return self.activation(h + skip)


def write(name, layer):
    learnt = {k: v.requires_grad_() for k, v in layer.p.items() if "running" not in k}
    evaluated = layer.forward(False)
    output = layer.forward(True)
    weight = draw(*output.shape)
    gradients = torch.autograd.grad((output * weight).sum(), [layer.x, *learnt.values()])
    entries = {"x": layer.x, "weight": weight, "output": output, "evaluated": evaluated, **layer.p}
    entries |= {"gradient/" + k: g for k, g in zip(["x", *learnt], gradients)}
    for key, value in entries.items():
        arrays[f"{name}/{key}"] = value.detach().numpy()


write("plain", Layer(3, (5, 4), 3, 3, 1, False, torch.tanh))
write("projected", Layer(2, (6, 7), 4, 3, 2, True, lambda x: F.leaky_relu(x, 0.25)))
write("widened", Layer(2, (4, 5), 3, 2, 1, False, F.elu))
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "models" / "layer"
np.savez_compressed(folder / "residual.npz", **arrays)
