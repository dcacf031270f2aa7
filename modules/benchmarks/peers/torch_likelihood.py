#!/usr/bin/env python3
"""Times the log-likelihood of a VAE 784-400-20 by importance sampling in PyTorch, one image at a time.

    pip install torch==2.13.0 numpy
    python3 modules/benchmarks/peers/torch_likelihood.py --data DIR --images 2000

The weights are random: time does not depend on them. vaelab's side is
`./vaelab evaluate RUN --metrics log-likelihood --limit 2000 --threads 2`.
"""
import argparse
import math
import resource
import time

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

import mnist

options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
options.add_argument("--data", required=True, metavar="DIR", help="the folder of MNIST's files")
options.add_argument("--images", type=int, default=2000)
options.add_argument("--samples", type=int, default=1000, help="K")
options.add_argument("--threads", type=int, default=2)
options = options.parse_args()

torch.set_num_threads(options.threads)
torch.manual_seed(0)
pixels = mnist.idx(options.data, "t10k-images-idx3-ubyte").reshape(-1, 784)[:options.images]
images = torch.from_numpy(pixels.copy()).float() / 255
hidden, mean, log_variance = (torch.nn.Linear(*s) for s in ((784, 400), (400, 20), (400, 20)))
first, logits = torch.nn.Linear(20, 400), torch.nn.Linear(400, 784)


@torch.no_grad()
def log_likelihoods(images):
    values = []
    for row in range(len(images)):
        x = torch.bernoulli(images[row:row + 1])
        h = torch.relu(hidden(x))
        m, v = mean(h), log_variance(h)
        noise = torch.randn(options.samples, 20)
        z = m + (v / 2).exp() * noise
        made = logits(torch.relu(first(z)))
        log_x = -binary_cross_entropy_with_logits(
            made, x.expand_as(made), reduction="none").sum(1)
        weights = log_x - 0.5 * (z * z).sum(1) + 0.5 * (noise * noise + v).sum(1)
        values.append(torch.logsumexp(weights, 0) - math.log(options.samples))
    return torch.stack(values)


log_likelihoods(images[:10])
start = time.perf_counter()
values = log_likelihoods(images)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"PyTorch {torch.__version__}: {len(values)} images in {seconds:.1f} s, "
      f"{len(values) / seconds:.1f} images/s, peak {peak:.0f} MiB")
