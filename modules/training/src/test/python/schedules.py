#!/usr/bin/env python3
"""Writes schedules.csv: the learning rate of each update, by torch.optim.lr_scheduler.

    pip install torch==2.13.0
    python3 modules/training/src/test/python/schedules.py

Eight epochs of three updates. A scheduler of unit "epoch" is stepped after each epoch, one of unit
"iteration" after each update. The losses are what the plateau watches at the end of an epoch.
"""
import pathlib
import torch
from torch.optim.lr_scheduler import (
    CosineAnnealingLR, ExponentialLR, LinearLR, ReduceLROnPlateau, SequentialLR, StepLR)

EPOCHS, ITERATIONS, RATE = 8, 3, 0.02
LOSSES = {
    "falling": [100, 90, 80, 70, 60, 50, 40, 30],
    "flat": [100, 100, 100, 100, 100, 100, 100, 100],
    "creeping": [100, 99.995, 99.989, 99.97, 99.965, 99.95, 99.949, 99.0],
    "noisy": [100, 110, 95, 96, 97, 94, 99, 98],
}


def cosine(optimizer, warm_up, total, minimum):
    main = CosineAnnealingLR(optimizer, T_max=total - warm_up, eta_min=minimum)
    if warm_up == 0:
        return main
    start = LinearLR(optimizer, start_factor=1 / (warm_up + 1), total_iters=warm_up)
    return SequentialLR(optimizer, [start, main], milestones=[warm_up])


TOTAL = EPOCHS * ITERATIONS
CASES = {
    "step-epoch": ("epoch", lambda o: StepLR(o, 2, 0.5)),
    "step-iteration": ("iteration", lambda o: StepLR(o, 5, 0.1)),
    "exponential-epoch": ("epoch", lambda o: ExponentialLR(o, 0.8)),
    "exponential-iteration": ("iteration", lambda o: ExponentialLR(o, 0.97)),
    "cosine-epoch": ("epoch", lambda o: cosine(o, 0, EPOCHS, 0.0)),
    "cosine-iteration": ("iteration", lambda o: cosine(o, 0, TOTAL, 0.001)),
    "cosine-warm-epoch": ("epoch", lambda o: cosine(o, 2, EPOCHS, 0.001)),
    "cosine-warm-iteration": ("iteration", lambda o: cosine(o, 5, TOTAL, 0.0)),
}
for name in LOSSES:
    CASES["plateau-" + name] = (
        name, lambda o: ReduceLROnPlateau(o, factor=0.1, patience=1, threshold=1e-4))
CASES["plateau-flat-minimum"] = (
    "flat", lambda o: ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=1e-4, min_lr=0.004))
CASES["plateau-flat-tiny"] = (
    "flat", lambda o: ReduceLROnPlateau(o, factor=0.01, patience=0, threshold=1e-4))

rows = ["schedule,update,rate,loss"]
for name, (unit, create) in CASES.items():
    optimizer = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler = create(optimizer)
    for update in range(TOTAL):
        losses = LOSSES.get(unit)
        loss = float(losses[update // ITERATIONS]) if losses else 0.0
        rows.append(f"{name},{update},{optimizer.param_groups[0]['lr']!r},{loss!r}")
        optimizer.step()
        epoch_ended = update % ITERATIONS == ITERATIONS - 1
        if losses and epoch_ended:
            scheduler.step(loss)
        elif not losses and (unit == "iteration" or epoch_ended):
            scheduler.step()
folder = pathlib.Path(__file__).resolve().parents[1] / "resources" / "org" / "vaelab" / "training" / "schedule"
(folder / "schedules.csv").write_text("\n".join(rows) + "\n")
