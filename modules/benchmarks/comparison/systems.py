"""What is compared: how each is started, and what it said about its epochs."""
import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

MODULE = Path(__file__).resolve().parent.parent
ROOT = MODULE.parent.parent


@dataclass(frozen=True)
class Case:
    architecture: str
    model: str
    batch: int

    def __str__(self):
        return f"{self.architecture} {self.model}, batch {self.batch}"


@dataclass(frozen=True)
class Epochs:
    """Images a second and training loss, in nats per image, of each epoch of a run."""
    speeds: list
    losses: list


def stop(message, code=2):
    print(message, file=sys.stderr)
    sys.exit(code)


def run(command, threads):
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run([str(word) for word in command], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-20:]
        stop("\n".join([f"{command[0]} {command[1]} failed:", *said]),
             2 if done.returncode == 2 else 1)
    return done.stdout


def vaelab(case, options):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "run")
        run([ROOT / "vaelab", "run", MODULE / "specs" / f"{case.architecture}-{case.model}.json",
             "--set", f"training.epochs={options.epochs}",
             "--set", f"training.batchSize={case.batch}",
             "--set", f"data.limit={options.images}",
             "--threads", options.threads, "--data-dir", options.data_dir, "--out", out],
            options.threads)
        with open(out / "metrics.csv", newline="") as file:
            rows = list(csv.DictReader(file))
    return Epochs([float(row["images_per_second"]) for row in rows],
                  [float(row["train_loss"]) for row in rows])


def peer(program, *arguments):
    def epochs(case, options):
        command = [options.python, MODULE / "peers" / program, *arguments,
                   "--data", Path(options.data_dir, "mnist"), "--images", options.images,
                   "--architecture", case.architecture, "--batch", case.batch,
                   "--epochs", options.epochs, "--threads", options.threads]
        if case.model == "cvae":
            command.append("--conditional")
        rows = [json.loads(line) for line in run(command, options.threads).splitlines()]
        return Epochs([row["images_per_second"] for row in rows],
                      [row["train_loss"] for row in rows])
    return epochs


SYSTEMS = {"vaelab": vaelab,
           "torch": peer("torch_vae.py"),
           "torch fused": peer("torch_vae.py", "--fused"),
           "jax": peer("jax_vae.py")}
