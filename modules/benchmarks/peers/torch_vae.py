#!/usr/bin/env python3
"""A (conditional) VAE on MNIST in plain PyTorch, for vaelab to be measured against.

    pip install torch numpy
    python3 torch_vae.py --data DIR --architecture cnn --conditional --batch 128 --fused
    python3 torch_vae.py --data DIR --device cuda --graphs

Bernoulli decoder, Adam 1e-3, loss (BCE + KL) / batch. The data set lies in the device's memory; a step
selects its rows. Timed is the training of an epoch, from its permutation to its mean loss, which is
read once, at the end.
"""
import argparse
import re
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional

    import mnist
except ImportError as missing:
    print(f"torch_vae.py needs the package {missing.name}: pip install torch numpy", file=sys.stderr)
    sys.exit(2)
import options
from cuda_graphs import GraphedStep

PIXELS, CLASSES, FLAT = 28 * 28, 10, 64 * 7 * 7


class Vae(nn.Module):
    """Labels are (B, 10) for a CVAE and (B, 0) for a VAE, so that both are joined alike."""

    def __init__(self, features, flat, hidden, latent, labels, decoder):
        super().__init__()
        self.features = features
        self.hidden = nn.Sequential(nn.Linear(flat + labels, hidden), nn.ReLU())
        self.mean = nn.Linear(hidden, latent)
        self.log_variance = nn.Linear(hidden, latent)
        self.decoder = decoder

    def forward(self, x, labels):
        h = self.hidden(joined(self.features(x), labels))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.decoder(joined(z, labels)), mean, log_variance


def joined(x, labels):
    return torch.cat((x, labels), 1) if labels.shape[1] else x


def fully_connected(hidden, latent, labels):
    decoder = nn.Sequential(
        nn.Linear(latent + labels, hidden), nn.ReLU(), nn.Linear(hidden, PIXELS))
    return Vae(nn.Identity(), PIXELS, hidden, latent, labels, decoder)


def convolutional(latent, labels):
    features = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(),
        nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(),
        nn.Flatten())
    decoder = nn.Sequential(
        nn.Linear(latent + labels, 256), nn.ReLU(),
        nn.Linear(256, FLAT), nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, 2, 1),
        nn.Flatten())
    return Vae(features, FLAT, 256, latent, labels, decoder)


def loss_of(model, x, labels):
    logits, mean, log_variance = model(x, labels)
    reconstruction = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = -0.5 * torch.sum(1 + log_variance - mean.square() - log_variance.exp())
    return (reconstruction + kl) / len(x)


class Step:
    """One update on the images of some rows; their loss is added to a total on the device."""

    def __init__(self, model, optimizer, images, labels):
        self.model, self.optimizer = model, optimizer
        self.images, self.labels = images, labels
        self.total = torch.zeros((), dtype=torch.float64, device=images.device)

    def __call__(self, rows):
        loss = loss_of(self.model, self.images.index_select(0, rows), self.labels.index_select(0, rows))
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.total += loss.detach() * len(rows)


def train(step, count, batch):
    """The mean loss of one epoch; read from the device once, at the end."""
    step.total.zero_()
    for rows in torch.randperm(count, device=step.total.device).split(batch):
        step(rows)
    return step.total.item() / count


def step_of(chosen, model, images, labels):
    adam = {"fused": True} if chosen.fused or chosen.graphs else {}
    if chosen.graphs:
        adam["capturable"] = True
    step = Step(model, torch.optim.Adam(model.parameters(), lr=1e-3, **adam), images, labels)
    if not chosen.graphs:
        return step
    sizes = {min(chosen.batch, len(images)), len(images) % chosen.batch} - {0}
    return GraphedStep(step, sizes)


def device_of(text):
    if not re.fullmatch(r"cpu|cuda(:\d+)?", text):
        raise argparse.ArgumentTypeError(f"must be cpu, cuda or cuda:N, was {text}")
    device = torch.device(text)
    found = torch.cuda.device_count()
    if device.type == "cuda" and (device.index or 0) >= found:
        raise argparse.ArgumentTypeError(
            f"{text} is not there: PyTorch {torch.__version__} finds {found} CUDA devices")
    return device


def chosen_options():
    parser = options.parser("A (conditional) VAE on MNIST in PyTorch.")
    parser.add_argument("--fused", action="store_true", help="Adam's fused kernel")
    parser.add_argument("--device", type=device_of, default="cpu", help="cpu, cuda or cuda:N")
    parser.add_argument("--graphs", action="store_true",
                        help="a step captured as a CUDA graph, with Adam's fused kernel")
    chosen = parser.parse_args()
    if chosen.graphs and chosen.device.type != "cuda":
        parser.error("--graphs needs --device cuda")
    return chosen


def main():
    chosen = chosen_options()
    device = chosen.device
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    if device.type == "cuda":
        torch.cuda.set_device(device)
        # As vaelab computes there.
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.deterministic = True
    images, labels = (torch.from_numpy(each).to(device)
                      for each in mnist.training_set(chosen.data, chosen.images))
    if not chosen.conditional:
        labels = labels[:, :0]
    width = labels.shape[1]
    model = (fully_connected(chosen.hidden, chosen.latent, width)
             if chosen.architecture == "fc" else convolutional(chosen.latent, width)).to(device)
    step = step_of(chosen, model, images, labels)
    for epoch in range(1, chosen.epochs + 1):
        synchronize(device)
        start = time.perf_counter()
        loss = train(step, len(images), chosen.batch)
        synchronize(device)
        options.report(epoch, len(images), time.perf_counter() - start, loss)


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize(device)


if __name__ == "__main__":
    main()
