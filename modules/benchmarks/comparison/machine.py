"""On what it ran."""
import json
import os
import platform
import subprocess
from pathlib import Path

from comparison.systems import ROOT, stop

PROBE = """
import importlib, json
def version(name):
    try:
        return importlib.import_module(name).__version__
    except ImportError:
        return None
print(json.dumps({name: version(name) for name in ("torch", "numpy", "jax", "optax")}))
"""


def packages(python):
    """The versions of the packages that the peers need; None where one cannot be imported."""
    try:
        done = subprocess.run([python, "-c", PROBE], text=True, capture_output=True)
    except OSError as problem:
        stop(f"{python} cannot be started: {problem.strerror}; --python names a Python")
    if done.returncode:
        stop(f"{python} failed: {(done.stderr.strip().splitlines() or ['no output'])[-1]}")
    found = json.loads(done.stdout)
    missing = [name for name in ("torch", "numpy") if found[name] is None]
    if missing:
        stop(f"{python} lacks {' and '.join(missing)}: pip install torch numpy"
             " (and jax optax, to be compared as well), or --python for another one")
    return found


def java():
    home = os.environ.get("JAVA_HOME")
    program = Path(home, "bin", "java") if home else "java"
    try:
        done = subprocess.run([program, "-version"], text=True, capture_output=True)
    except OSError:
        stop("no java in JAVA_HOME or PATH; vaelab needs Java 17 or newer")
    return next(line for line in done.stderr.splitlines() if "version" in line)


def vaelab():
    """Its version; builds it, so that no run does."""
    done = subprocess.run([ROOT / "vaelab", "--version"], text=True, capture_output=True)
    if done.returncode:
        stop(done.stderr.strip(), done.returncode)
    return " ".join(done.stdout.split())


def cpu():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores"


def instructions():
    """The widest vectors of the processor, and the variables that forbid them."""
    names = ("ONEDNN_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "MKL_ENABLE_INSTRUCTIONS", "XLA_FLAGS")
    limits = [f"{name}={os.environ[name]}" for name in names if name in os.environ]
    try:
        words = Path("/proc/cpuinfo").read_text().split()
    except OSError:
        words = []
    known = [word for word in ("avx512f", "avx2", "asimd") if word in words]
    return " ".join([known[0] if known else "unknown", *limits])


def description(found, options):
    lines = [("cpu", cpu()), ("instructions", instructions()), ("system", platform.platform()),
             ("java", java()), ("vaelab", vaelab()), ("torch", found["torch"])]
    if found["jax"] and found["optax"]:
        lines.append(("jax", f"{found['jax']}, optax {found['optax']}"))
    lines.append(("threads", f"{options.threads}; JAX cannot be limited exactly: it is bound to as"
                  " many cores, and its pools are made for as many, its calling thread on top"))
    lines.append(("rounds", f"{options.rounds}, epochs a run: {options.epochs},"
                  f" images an epoch: {options.images}"))
    return "\n".join(f"- {name}: {value}" for name, value in lines)
