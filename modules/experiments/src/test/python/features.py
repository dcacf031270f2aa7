#!/usr/bin/env python3
"""Writes features.npz: Fréchet distance by SciPy's matrix root, precision and recall by NumPy.

    pip install numpy scipy
    python3 modules/experiments/src/test/python/features.py

Two clouds of 60 and 50 points in five dimensions that overlap in part; one dimension of the second
depends on another, so that its covariance has no inverse. Precision is the share of the second
cloud's points that are within the distance of a point of the first from its third neighbour.
"""
import pathlib
import numpy as np
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist

random = np.random.default_rng(11)
real = random.normal(size=(60, 5)) @ random.normal(size=(5, 5))
made = random.normal(size=(50, 5)) * 1.4 + [1, 0, -0.5, 0, 0]
made[:, 4] = 2 * made[:, 0] - made[:, 1]


def frechet(a, b):
    c, d = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(c + d - 2 * sqrtm(c @ d).real)


def precision(known, asked, k):
    radii = np.sort(cdist(known, known), 1)[:, k]
    return (cdist(asked, known) <= radii).any(1).mean()


arrays = dict(real=real, made=made, frechet=frechet(real, made),
              precision=[precision(real, made, k) for k in (1, 3, 5)],
              recall=[precision(made, real, k) for k in (1, 3, 5)])
path = (pathlib.Path(__file__).parents[1]
        / "resources/org/vaelab/experiments/evaluation/features.npz")
path.parent.mkdir(exist_ok=True)
np.savez(path, **{name: np.asarray(values, np.float64) for name, values in arrays.items()})
print(path, arrays["frechet"], arrays["precision"], arrays["recall"])
