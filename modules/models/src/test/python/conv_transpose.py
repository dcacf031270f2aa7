#!/usr/bin/env python3
"""Writes conv_transpose.npz: transposed convolutions and their gradients by PyTorch in float64.

    pip install torch==2.13.0 numpy
    python3 modules/models/src/test/python/conv_transpose.py

Each case is a row of `cases`: batch, channels in, height, width, channels out, kernel (2), stride (2),
padding (2), output padding (2), crop top, bottom, left, right, bias. The loss is the sum of the output
times a fixed random array, so that the gradients are not constant.
"""
import pathlib
import numpy as np
import torch

CASES = [
    # B  C  H  W  C' kernel stride padding outpad crop           bias
    (2, 3, 4, 4, 2, 4, 4, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 1),  # doubles the size, as in 003
    (1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    (2, 2, 5, 3, 4, 3, 3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1),  # not square
    (2, 2, 3, 5, 3, 2, 5, 1, 3, 0, 2, 0, 0, 0, 0, 0, 0, 1),  # nothing square
    (3, 4, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 1, 0, 1, 1),  # SAME 2 -> 3, as in 004
    (2, 3, 3, 3, 2, 3, 3, 3, 3, 0, 0, 0, 0, 1, 1, 1, 1, 1),  # SAME 3 -> 7, as in 004
    (2, 2, 7, 7, 1, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1),  # 7 -> 28, as in 004
    (2, 2, 7, 7, 3, 5, 5, 2, 2, 0, 0, 0, 0, 1, 2, 1, 2, 1),  # SAME 7 -> 14 with k5, as in 004
    (2, 2, 7, 7, 3, 3, 3, 2, 2, 0, 0, 0, 0, 0, 1, 0, 1, 1),  # SAME 7 -> 14 with k3, as in 002
    (2, 3, 4, 6, 2, 3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 1),  # PyTorch's way to double
    (2, 3, 3, 4, 2, 4, 3, 3, 2, 1, 0, 2, 1, 0, 2, 1, 0, 1),  # everything at once
    (2, 3, 4, 4, 2, 4, 4, 2, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0),  # no bias
    (1, 5, 1, 1, 4, 7, 7, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    (2, 1, 1, 9, 2, 1, 3, 1, 2, 0, 1, 0, 1, 0, 0, 3, 0, 1),  # a row
]
torch.manual_seed(3)
arrays = {"cases": np.array(CASES, dtype=np.int32)}
for i, case in enumerate(CASES):
    b, c, h, w, o, kh, kw, sh, sw, ph, pw, qh, qw, top, bottom, left, right, bias = case
    x = torch.randn(b, c, h, w, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(c, o, kh, kw, dtype=torch.float64, requires_grad=True)
    shift = torch.randn(o, dtype=torch.float64, requires_grad=True)
    y = torch.nn.functional.conv_transpose2d(x, weight, shift if bias else None, (sh, sw), (ph, pw), (qh, qw))
    y = y[:, :, top:y.shape[2] - bottom, left:y.shape[3] - right]
    factor = torch.randn_like(y)
    wanted = (x, weight, shift) if bias else (x, weight)
    gradients = torch.autograd.grad((y * factor).sum(), wanted)
    named = dict(x=x, weight=weight, y=y, factor=factor, gradient_x=gradients[0], gradient_weight=gradients[1])
    if bias:
        named.update(bias=shift, gradient_bias=gradients[2])
    arrays.update({f"{k}{i}": v.detach().numpy() for k, v in named.items()})
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "models" / "layer"
np.savez_compressed(folder / "conv_transpose.npz", **arrays)
