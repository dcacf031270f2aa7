#!/usr/bin/env python3
"""Writes tsne.csv: what scikit-learn's exact t-SNE makes of 80 points in four dimensions.

    pip install scikit-learn==1.9.1
    python3 modules/experiments/src/test/python/tsne.py

Four clouds that overlap; the joint probabilities at perplexity 12, the divergence and its gradient
at a plane of points that is no embedding yet, and the divergence after 1,000 iterations from the
principal components.
"""
import pathlib
import numpy as np
from scipy.spatial.distance import squareform
from sklearn.manifold import TSNE
from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence

COUNT, PERPLEXITY = 80, 12
random = np.random.default_rng(5)
centres = random.normal(size=(4, 4)) * 2
points = (centres[np.arange(COUNT) % 4] + random.normal(size=(COUNT, 4))).astype(np.float32)
plane = random.normal(size=(COUNT, 2))
squared = ((points[:, None].astype(np.float64) - points[None]) ** 2).sum(-1)
joint = _joint_probabilities(squared, PERPLEXITY, 0)
divergence, gradient = _kl_divergence(plane.ravel(), joint, 1, COUNT, 2)
final = TSNE(perplexity=PERPLEXITY, method="exact", init="pca", learning_rate="auto",
             max_iter=1000, n_iter_without_progress=1000, min_grad_norm=0).fit(points).kl_divergence_
rows = ["array,row,column,value"]
arrays = {"points": points, "plane": plane, "joint": squareform(joint),
          "gradient": gradient.reshape(COUNT, 2), "divergence": [[divergence]], "final": [[final]]}
for name, values in arrays.items():
    rows += [f"{name},{i},{j},{float(v)!r}" for i, row in enumerate(values) for j, v in enumerate(row)]
folder = pathlib.Path(__file__).resolve().parents[1] / "resources/org/vaelab/experiments/embedding"
(folder / "tsne.csv").write_text("\n".join(rows) + "\n")
