#!/usr/bin/env python3
"""A (conditional) VAE on MNIST in plain PyTorch, for vaelab to be measured against.

    pip install torch numpy
    python3 torch_vae.py --data DIR --architecture cnn --conditional --batch 128 --fused

Bernoulli decoder, Adam 1e-3, loss (BCE + KL) / batch. The data set lies in memory; a step selects its
rows. Timed is the training of an epoch, from its permutation to its mean loss.
"""
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


def train(model, optimizer, images, labels, batch):
    """The mean loss of one epoch; read from the device's side once, at the end."""
    total = torch.zeros((), dtype=torch.float64)
    for rows in torch.randperm(len(images)).split(batch):
        loss = loss_of(model, images.index_select(0, rows), labels.index_select(0, rows))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(rows)
    return total.item() / len(images)


def main():
    parser = options.parser("A (conditional) VAE on MNIST in PyTorch.")
    parser.add_argument("--fused", action="store_true", help="Adam's fused kernel")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    images, labels = (torch.from_numpy(each) for each in mnist.training_set(chosen.data))
    if not chosen.conditional:
        labels = labels[:, :0]
    width = labels.shape[1]
    model = (fully_connected(chosen.hidden, chosen.latent, width)
             if chosen.architecture == "fc" else convolutional(chosen.latent, width))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True if chosen.fused else None)
    for epoch in range(1, chosen.epochs + 1):
        start = time.perf_counter()
        loss = train(model, optimizer, images, labels, chosen.batch)
        options.report(epoch, len(images), time.perf_counter() - start, loss)


if __name__ == "__main__":
    main()
