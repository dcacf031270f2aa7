"""Rebuilds a network that `vaelab export RUN --to pytorch` wrote; needs torch and safetensors alone.

    import torch, load_vaelab

    model = load_vaelab.load("DIR")                    # the folder of the export
    with torch.no_grad():
        mean, log_variance = model.encode(images)      # images (N, C, H, W) in [0, 1]
        pictures = model.decode(mean)                  # the decoded means, pixels around [0, 1]
        new = model.sample(16)                         # decoded draws of the prior

Of a conditional model each takes labels, as class numbers (N) or one-hot rows (N, K):
`model.encode(images, labels)`, `model.decode(codes, labels)`, `model.sample(labels=[7, 7, 7])`.
A classifier has `model.classify(images)`, the probability of each class.

`load_vaelab.build("DIR")` gives the same network with new weights of PyTorch's own, for training here;
`vaelab import SPEC WEIGHTS --out RUN` takes its state_dict back.

model.json lists the network's steps, from input to output, with every size worked out; a step's "name" is what
the names of its parameters begin with. `Network` makes one PyTorch module per step with parameters, and goes
through the steps.
"""

import json
import pathlib

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

FORMAT = 1


def load(folder=None, device="cpu"):
    """The network with its trained weights, in eval mode; `folder` is by default the one of this file."""
    folder = pathlib.Path(folder or pathlib.Path(__file__).parent)
    model = build(folder)
    model.load_state_dict(load_file(folder / "state_dict.safetensors"))
    return model.to(device).eval()


def build(folder=None):
    """The network with new weights, in training mode."""
    folder = pathlib.Path(folder or pathlib.Path(__file__).parent)
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    if description["format"] != FORMAT:
        raise ValueError(f"{folder}/model.json has format {description['format']}; this file reads {FORMAT}")
    kinds = {"vae": Vae, "classifier": Classifier}
    return kinds[description["network"]["type"]](description)


class Network(nn.Module):
    """Steps of model.json, and the modules that hold their parameters."""

    def __init__(self, description):
        super().__init__()
        self.description = description
        image = description["image"]
        self.image = (image["channels"], image["height"], image["width"])
        self.class_names = description["classNames"]
        self.network = description["network"]
        self.classes = self.network["classes"]

    def place(self, path, module):
        """Makes `module` the child that `path` names: "encoder.layers.0"."""
        parent = self
        *above, last = path.split(".")
        for name in above:
            if name not in parent._modules:
                parent.add_module(name, nn.Module())
            parent = parent._modules[name]
        parent.add_module(last, module)

    def create(self, steps):
        """Makes the modules of some steps."""
        for step in steps:
            kind = step["type"]
            if kind == "dense":
                self.place(step["name"], nn.Linear(step["inputs"], step["outputs"]))
            elif kind == "convolution":
                self.place(step["name"], convolution(step))
            elif kind == "transposed-convolution":
                self.place(step["name"], transposed_convolution(step))
            elif kind == "batch-normalisation":
                norm = nn.BatchNorm2d if step["images"] else nn.BatchNorm1d
                self.place(step["name"], norm(step["features"], eps=step["epsilon"]))
            elif kind == "residual":
                self.create(step["branch"])
                self.create(step["skip"])

    def run(self, steps, x, labels=None):
        """What the steps make of `x`; labels are one-hot."""
        for step in steps:
            x = self.step(step, x, labels)
        return x

    def step(self, step, x, labels):
        kind = step["type"]
        if kind in ("dense", "batch-normalisation"):
            return self.get_submodule(step["name"])(x)
        if kind == "convolution":
            sides = step["padding"]
            if not symmetric(sides):
                x = functional.pad(x, (sides["left"], sides["right"], sides["top"], sides["bottom"]))
            return self.get_submodule(step["name"])(x)
        if kind == "transposed-convolution":
            x = self.get_submodule(step["name"])(x)
            sides = step["crop"]
            if symmetric(sides):
                return x
            return x[:, :, sides["top"] : x.shape[2] - sides["bottom"], sides["left"] : x.shape[3] - sides["right"]]
        if kind == "maximum-pool":
            return functional.max_pool2d(x, step["size"], ceil_mode=True)
        if kind == "elementwise":
            return elementwise(step, x)
        if kind == "flatten":
            return x.flatten(1)
        if kind == "reshape":
            return x.reshape(-1, step["channels"], step["height"], step["width"])
        if kind == "residual":
            return self.run(step["branch"], x, labels) + self.run(step["skip"], x, labels)
        if kind == "label-features":
            return torch.cat([x, labels], 1)
        if kind == "label-channels":
            return torch.cat([x, labels[:, :, None, None].expand(-1, -1, *x.shape[2:])], 1)
        if kind == "label-columns":
            return torch.cat([x, labels[:, None, None, :].expand(-1, *x.shape[1:3], -1)], 3)
        raise ValueError(f"model.json has a step {kind!r} that this file does not know")

    def seen(self, images):
        """Pixels in [0, 1] as the network sees them."""
        images = torch.as_tensor(images, dtype=torch.float32, device=self.device())
        images = images.reshape(-1, *self.image)
        transform = self.description["transform"]
        if transform in ("binarize", "stochastic-binarize"):
            return (images >= 0.5).float()
        if transform == "standardize":
            scale = self.description["pixelScale"]
            return (images - scale["mean"]) / scale["standardDeviation"]
        return images

    def shown(self, pixels):
        """What the network gave as pixels around [0, 1]."""
        scale = self.description["pixelScale"]
        return pixels * scale["standardDeviation"] + scale["mean"]

    def device(self):
        return next(self.parameters()).device


class Vae(Network):
    """A (conditional) variational autoencoder."""

    def __init__(self, description):
        super().__init__(description)
        net = self.network
        self.latent = net["latent"]
        self.create(net["encoder"])
        for head in (net["mean"], net["rawScale"]):
            self.place(head["name"], nn.Linear(head["inputs"], head["outputs"]))
        self.create(net["decoder"])
        if net["prior"] != "standard-normal":
            rows = self.classes if net["prior"] == "label" else 1
            self.prior = holder(mean=torch.zeros(rows, self.latent), logVariance=torch.zeros(rows, self.latent))
        self.pixels = description["likelihood"]
        sigma = self.pixels.get("sigma", {"type": None})["type"]
        if sigma == "shared":
            self.likelihood = holder(logVariance=torch.zeros(1))
        elif sigma == "optimal":
            self.likelihood = holder(learnt=False, logVariance=torch.zeros(1))
        elif sigma == "full-covariance":
            size = self.image[0] * self.image[1] * self.image[2]
            self.likelihood = holder(learnt=False, whitening=torch.eye(size), logDeterminant=torch.zeros(1))

    def one_hot(self, labels, count):
        """Labels as rows (N, K); None for an unconditional model."""
        if self.classes == 0:
            return None
        if labels is None:
            raise ValueError(f"this model needs labels: class numbers from 0 to {self.classes - 1}, or one-hot rows")
        labels = torch.as_tensor(labels, device=self.device())
        if labels.ndim == 2:
            return labels.float()
        return functional.one_hot(labels.long().expand(count), self.classes).float()

    def encode(self, images, labels=None):
        """Mean and log-variance of q(z|x), each (N, Z), of images in [0, 1]."""
        x = self.seen(images)
        return self.posterior(x, self.one_hot(labels, len(x)))

    def posterior(self, x, labels=None):
        """The same of images as the network sees them, and one-hot labels."""
        features = self.run(self.network["encoder"], x, labels)
        mean = self.get_submodule(self.network["mean"]["name"])(features)
        raw = self.get_submodule(self.network["rawScale"]["name"])(features)
        return mean, log_variance(self.network["scale"], raw)

    def decode(self, codes, labels=None):
        """The decoded means (N, C, H, W), pixels around [0, 1]."""
        codes = torch.as_tensor(codes, dtype=torch.float32, device=self.device())
        return self.shown(self.mean(self.output(codes, self.one_hot(labels, len(codes)))))

    def output(self, codes, labels=None):
        """The planes that the likelihood reads, (N, planes * C, H, W)."""
        return self.run(self.network["decoder"], codes, labels)

    def mean(self, output):
        """The mean image in the decoder's planes, as the network sees images."""
        mean = output[:, : self.image[0]]
        linear = self.pixels["type"] == "gaussian" and self.pixels["mean"] == "identity"
        return mean if linear else torch.sigmoid(mean)

    def distribution(self, codes, labels=None):
        """p(x|z) as a torch distribution over images as the network sees them, one per code.

        Its log_prob has shape (N), but for "full-covariance" takes images as rows (N, C * H * W)."""
        codes = torch.as_tensor(codes, dtype=torch.float32, device=self.device())
        output = self.output(codes, self.one_hot(labels, len(codes)))
        if self.pixels["type"] == "bernoulli":
            pixels = torch.distributions.Bernoulli(logits=output, validate_args=False)
            return torch.distributions.Independent(pixels, 3)
        mean, sigma = self.mean(output), self.pixels["sigma"]
        if sigma["type"] == "full-covariance":
            factor = torch.linalg.inv(self.likelihood.whitening).T
            return torch.distributions.MultivariateNormal(mean.flatten(1), scale_tril=factor)
        if sigma["type"] == "fixed":
            deviation = torch.full_like(mean, sigma["value"])
        elif sigma["type"] == "pixel":
            deviation = (log_variance(sigma["scale"], output[:, self.image[0] :]) / 2).exp()
        else:
            deviation = (self.likelihood.logVariance / 2).exp().expand_as(mean)
        return torch.distributions.Independent(torch.distributions.Normal(mean, deviation), 3)

    def sample(self, count=None, labels=None, generator=None):
        """The decoded means of draws of the prior: `count` of them, or one for each label."""
        if labels is not None:
            count = len(labels)
        rows = self.one_hot(labels, count)
        return self.decode(self.draw_prior(count, rows, generator), rows)

    def draw_prior(self, count, labels=None, generator=None):
        """Draws of p(z), or p(z|y) of one-hot labels, (N, Z)."""
        noise = torch.randn(count, self.latent, generator=generator, device=self.device())
        if self.network["prior"] == "standard-normal":
            return noise
        mean, log_var = self.prior.mean, self.prior.logVariance
        if self.network["prior"] == "label":
            mean, log_var = labels @ mean, labels @ log_var
        return mean + (log_var / 2).exp() * noise

    def forward(self, images, labels=None):
        """Reconstructions: the decoded posterior means."""
        return self.decode(self.encode(images, labels)[0], labels)


class Classifier(Network):
    """A classifier p(y|x)."""

    def __init__(self, description):
        super().__init__(description)
        self.create(self.network["logits"])

    def forward(self, images):
        """A logit per class, (N, K), of images in [0, 1]."""
        return self.run(self.network["logits"], self.seen(images))

    def classify(self, images):
        """The probability of each class, (N, K)."""
        return self(images).softmax(1)


def convolution(step):
    sides = step["padding"]
    padding = (sides["top"], sides["left"]) if symmetric(sides) else 0
    return nn.Conv2d(step["inputs"], step["outputs"], step["kernel"], step["stride"], padding)


def transposed_convolution(step):
    sides = step["crop"]
    padding = (sides["top"], sides["left"]) if symmetric(sides) else 0
    return nn.ConvTranspose2d(
        step["inputs"], step["outputs"], step["kernel"], step["stride"], padding, step["outputPadding"]
    )


def symmetric(sides):
    """Whether both ends of each axis have as many pixels; PyTorch's layers know nothing else."""
    return sides["top"] == sides["bottom"] and sides["left"] == sides["right"]


def elementwise(step, x):
    function = step["function"]
    if function == "leakyRelu":
        return functional.leaky_relu(x, step["slope"])
    names = {
        "relu": torch.relu,
        "elu": functional.elu,
        "gelu": functional.gelu,
        "silu": functional.silu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softplus": functional.softplus,
    }
    return names[function](x)


def log_variance(scale, raw):
    """log s^2 of a raw output: "exp" gives s = floor + exp(raw / 2), "softplus" s = floor + log(1 + exp(raw))."""
    if scale["type"] == "exp" and scale["floor"] == 0:
        return raw
    deviation = (raw / 2).exp() if scale["type"] == "exp" else functional.softplus(raw)
    return 2 * (deviation + scale["floor"]).log()


def holder(learnt=True, **arrays):
    """A module of some named arrays; those that are not learnt are buffers."""
    module = nn.Module()
    for name, array in arrays.items():
        if learnt:
            module.register_parameter(name, nn.Parameter(array))
        else:
            module.register_buffer(name, array)
    return module
