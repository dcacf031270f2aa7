package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.DiagonalGaussian;

/** The numbers that src/test/python/distributions.py computed by PyTorch. */
final class Fixture implements AutoCloseable {
  final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  private final NDList arrays;

  Fixture() {
    this("distributions");
  }

  /** The numbers of another script in the same folder. */
  Fixture(String name) {
    try (InputStream npz = getClass().getResourceAsStream(name + ".npz")) {
      arrays = NDList.decode(manager, Objects.requireNonNull(npz));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  NDArray get(String name, DataType type) {
    // A copy of its own: toType gives a second handle of the same memory where the type is right.
    return Objects.requireNonNull(arrays.get(name), name).toType(type, false).duplicate();
  }

  /** The array as the leaf of a graph. */
  NDArray leaf(String name, DataType type) {
    NDArray leaf = get(name, type);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  DiagonalGaussian posterior(DataType type) {
    return new DiagonalGaussian(leaf("mean", type), leaf("logVariance", type));
  }

  /** Relative to the largest value of the array. */
  void check(DataType type, String name, NDArray actual) {
    double[] expected = get(name, DataType.FLOAT64).toDoubleArray();
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = (type == DataType.FLOAT64 ? 1e-12 : 1e-6) * largest;
    assertThat(actual.getDataType()).as(name).isEqualTo(type);
    assertThat(actual.toType(DataType.FLOAT64, false).toDoubleArray())
        .as(name)
        .containsExactly(expected, within(tolerance));
  }

  @Override
  public void close() {
    manager.close();
  }
}
