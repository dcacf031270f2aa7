#!/usr/bin/env python3
"""Writes optimizers.csv: weights after 1 to 1,000 steps of PyTorch's optimizers, in float64.

    pip install torch==2.13.0
    python3 modules/training/src/test/python/optimizers.py

Two parameters, 4 and 3 numbers. The gradient of number i of the p-th at step t is
0.2 (w - i - p) + sin(0.37 t + i + 2 p), so that it pulls towards a place and never settles.
"""
import pathlib
import torch

SIZES, STEPS = (4, 3), 1000
CASES = {
    "adam": lambda w: torch.optim.Adam(w, lr=0.01),
    "adam-decay": lambda w: torch.optim.Adam(w, lr=0.02, betas=(0.8, 0.99), eps=1e-3, weight_decay=0.1),
    "adamw": lambda w: torch.optim.AdamW(w, lr=0.02, weight_decay=0.3),
    "adam-clip": lambda w: torch.optim.Adam(w, lr=0.01),
    "sgd": lambda w: torch.optim.SGD(w, lr=0.05),
    "sgd-momentum": lambda w: torch.optim.SGD(w, lr=0.02, momentum=0.9, weight_decay=0.05),
    "sgd-nesterov": lambda w: torch.optim.SGD(w, lr=0.02, momentum=0.9, nesterov=True),
}
rows = ["optimizer,step,parameter,index,weight"]
for name, create in CASES.items():
    weights = [torch.linspace(-1, 1, n, dtype=torch.float64).requires_grad_() for n in SIZES]
    optimizer = create(weights)
    for t in range(1, STEPS + 1):
        for p, w in enumerate(weights):
            i = torch.arange(len(w), dtype=torch.float64)
            w.grad = 0.2 * (w.detach() - i - p) + torch.sin(0.37 * t + i + 2 * p)
        if name == "adam-clip":
            torch.nn.utils.clip_grad_norm_(weights, 0.5)
        optimizer.step()
        if t in (1, 2, 10, 100, 1000):
            rows += [f"{name},{t},{p},{i},{v!r}"
                     for p, w in enumerate(weights) for i, v in enumerate(w.tolist())]
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "training" / "optimizer"
(folder / "optimizers.csv").write_text("\n".join(rows) + "\n")
