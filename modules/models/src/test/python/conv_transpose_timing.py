#!/usr/bin/env python3
"""Times PyTorch's conv_transpose2d, forward and backward; ConvTransposeTimingTest times vaelab's.

    pip install torch==2.13.0
    python3 modules/models/src/test/python/conv_transpose_timing.py

Sizes of systems 003 and 004 at batch 64 and 100: (B, C, H, W) -> C', kernel, stride, padding.
"""
import time
import torch

torch.set_num_threads(2)
CASES = [((64, 128, 7, 7), 64, 4, 2, 1), ((64, 64, 14, 14), 1, 4, 2, 1),
         ((64, 448, 2, 2), 256, 4, 2, 1), ((64, 256, 4, 4), 128, 4, 2, 1),
         ((100, 32, 3, 3), 16, 3, 3, 1), ((100, 16, 7, 7), 1, 4, 4, 0)]
for shape, channels, kernel, stride, padding in CASES:
    x = torch.randn(shape, requires_grad=True)
    w = torch.randn(shape[1], channels, kernel, kernel, requires_grad=True)
    b = torch.randn(channels, requires_grad=True)
    times = []
    for i in range(120):
        start = time.perf_counter()
        torch.nn.functional.conv_transpose2d(x, w, b, stride, padding).sum().backward()
        times.append(time.perf_counter() - start)
        x.grad = w.grad = b.grad = None
    times = sorted(times[20:])
    print(f"{shape} -> {channels}: {1e3 * times[len(times) // 2]:.2f} ms")
