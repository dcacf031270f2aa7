"""MNIST from the files as they are distributed, gzipped or not."""
import gzip
import sys
from pathlib import Path

import numpy


def read(folder, images, labels):
    """Pixels in [0, 1], float32 (N, 784), and labels one-hot, float32 (N, 10)."""
    pixels = idx(folder, images)
    classes = idx(folder, labels)
    one_hot = numpy.zeros((len(classes), 10), numpy.float32)
    one_hot[numpy.arange(len(classes)), classes] = 1
    return pixels.reshape(len(pixels), -1).astype(numpy.float32) / 255, one_hot


def training_set(folder, count):
    pixels, one_hot = read(folder, "train-images-idx3-ubyte", "train-labels-idx1-ubyte")
    return pixels[:count], one_hot[:count]


def idx(folder, name):
    """IDX: two zero bytes, the type (8: unsigned byte), how many axes, their sizes, the values."""
    for path, reader in ((Path(folder, name + ".gz"), gzip.open), (Path(folder, name), open)):
        if path.is_file():
            with reader(path, "rb") as file:
                content = file.read()
            axes = content[3]
            sizes = numpy.frombuffer(content, ">u4", axes, 4)
            return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * axes).reshape(sizes)
    print(f"no {name} and no {name}.gz in {folder}; --data names the folder of MNIST's files",
          file=sys.stderr)
    sys.exit(2)
