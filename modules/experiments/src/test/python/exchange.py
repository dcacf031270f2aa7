"""The other half of PyTorchTest: rebuilds each exported model and compares what it computes with the NPZ files of vaelab.

    python exchange.py FOLDER MODEL...

FOLDER/MODEL has export/ (of `vaelab export --to pytorch`), images.npz (images, labels), and what vaelab made of them:
codes.npz (`encode`), decoded.npz (`decode`) and likelihood.npz, or probabilities.npz. It gets torch.safetensors, the weights that PyTorch itself
initialises for the network, and torch-codes.npz, torch-decoded.npz or torch-probabilities.npz, what PyTorch computes with them.
"""

import csv
import importlib.util
import pathlib
import sys

import numpy
import torch
from safetensors.torch import load_file, save_file

NEAR = 1e-5


def near(name, actual, expected):
    actual = actual.detach().numpy()
    if actual.shape != expected.shape:
        sys.exit(f"{name}: {actual.shape} instead of {expected.shape}")
    difference = float(numpy.abs(actual - expected).max())
    if not difference <= NEAR:
        sys.exit(f"{name} differs by {difference}")
    print(f"{name}: {expected.shape}, differs by {difference:.1e}")


def loader(folder):
    spec = importlib.util.spec_from_file_location("load_vaelab", folder / "load_vaelab.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def learnt(folder):
    """The statistics of batches are not those that a network begins with."""
    for name, array in load_file(folder / "state_dict.safetensors").items():
        if name.endswith("running_mean") and bool((array == 0).all()):
            sys.exit(f"{folder}: {name} is as it began")


def disturbed(model):
    """Running statistics as a training would leave them: PyTorch begins with 0 and 1."""
    for name, array in model.named_buffers():
        if name.endswith("running_mean"):
            array.normal_(0, 0.1)
        elif name.endswith("running_var"):
            array.uniform_(0.5, 2)


def check_classifier(name, folder, model, given):
    near(f"{name} probabilities", model.classify(given["images"]), numpy.load(folder / "probabilities.npz")["probabilities"])


def check_vae(name, folder, model, given):
    codes = numpy.load(folder / "codes.npz")
    decoded = numpy.load(folder / "decoded.npz")
    mean, log_variance = model.encode(given["images"], given["labels"])
    near(f"{name} means", mean, codes["codes"])
    near(f"{name} deviations", (log_variance / 2).exp(), codes["deviations"])
    near(f"{name} images", model.decode(codes["codes"], given["labels"]), decoded["images"])
    density = model.distribution(codes["codes"], given["labels"])
    seen = model.seen(given["images"]).reshape(-1, *density.event_shape)
    expected = numpy.load(folder / "likelihood.npz")["likelihood"]
    scale = numpy.abs(expected).max()  # nats per image; they have no more digits than float32
    near(f"{name} log likelihoods, relatively", density.log_prob(seen) / scale, expected / scale)
    labels = [0, 1, 1] if model.classes else None
    if model.sample(3, labels).shape != (3, *model.image):
        sys.exit(f"{name}: samples of another shape")


def as_pytorch_begins(folder, module, given):
    torch.manual_seed(1)
    model = module.build(folder / "export")
    disturbed(model)
    model.eval()
    save_file(model.state_dict(), folder / "torch.safetensors")
    if not hasattr(model, "encode"):
        numpy.savez(folder / "torch-probabilities.npz", probabilities=model.classify(given["images"]).numpy())
        return
    codes = model.encode(given["images"], given["labels"])[0]
    numpy.savez(folder / "torch-codes.npz", codes=codes.numpy())
    numpy.savez(folder / "torch-decoded.npz", images=model.decode(codes, given["labels"]).numpy())


def tables(folder):
    """metrics.csv and codes are tables for pandas, where it is there."""
    with open(folder / "metrics.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not float(rows[-1]["train_loss"]) > 0:
        sys.exit("metrics.csv has no train_loss")
    if importlib.util.find_spec("pandas"):
        import pandas

        metrics = pandas.read_csv(folder / "metrics.csv")
        codes = pandas.read_csv(folder / "codes.csv")
        if metrics["epoch"].iloc[-1] != len(metrics) or not (codes.dtypes[1:] == "float64").all():
            sys.exit("pandas reads other columns")
        print("pandas:", list(metrics.columns)[:3], list(codes.columns))


def main(folder, *names):
    for name in names:
        place = pathlib.Path(folder) / name
        module = loader(place / "export")
        given = numpy.load(place / "images.npz")
        learnt(place / "export")
        model = module.load(place / "export")
        check = check_vae if hasattr(model, "encode") else check_classifier
        check(name, place, model, given)
        as_pytorch_begins(place, module, given)
    tables(pathlib.Path(folder) / names[0])


if __name__ == "__main__":
    torch.set_num_threads(2)
    with torch.no_grad():
        main(*sys.argv[1:])
