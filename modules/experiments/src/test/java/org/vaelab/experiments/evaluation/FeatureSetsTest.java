package org.vaelab.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;

/** Distances of sets of features against SciPy; see src/test/python/features.py. */
class FeatureSetsTest {
  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  private NDList arrays = new NDList();
  private double[][] real = {};
  private double[][] made = {};

  @BeforeEach
  void read() throws IOException {
    try (InputStream npz = getClass().getResourceAsStream("features.npz")) {
      arrays = NDList.decode(manager, Objects.requireNonNull(npz));
    }
    real = rows("real");
    made = rows("made");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theFrechetDistanceIsSciPys() {
    double known = numbers("frechet")[0];

    assertThat(new FeatureSets(real, made).frechet()).isCloseTo(known, within(1e-5));
    assertThat(new FeatureSets(made, real).frechet()).isCloseTo(known, within(1e-5));
    assertThat(new FeatureSets(real, real).frechet()).isCloseTo(0, within(1e-6));
  }

  @Test
  void precisionAndRecallAreNumPys() {
    int[] neighbours = {1, 3, 5};
    for (int i = 0; i < neighbours.length; i++) {
      int k = neighbours[i];
      assertThat(new FeatureSets(real, made).precision(manager, k).mean())
          .isCloseTo(numbers("precision")[i], within(1e-12));
      assertThat(new FeatureSets(made, real).precision(manager, k).mean())
          .isCloseTo(numbers("recall")[i], within(1e-12));
    }
    assertThat(new FeatureSets(real, real).precision(manager, 3).mean()).isEqualTo(1);
  }

  /** More points than are taken at a time. */
  @Test
  void manyPointsAreTakenInParts() {
    double[][] many = new double[1234][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new double[] {i};
    }
    double[][] asked = {{-2.5}, {-3.5}, {600.5}, {1236}, {1237}};

    assertThat(new FeatureSets(many, asked).precision(manager, 3).mean()).isEqualTo(0.6);
  }

  private double[] numbers(String name) {
    return array(name).toDoubleArray();
  }

  private double[][] rows(String name) {
    double[] all = numbers(name);
    int width = Math.toIntExact(array(name).getShape().get(1));
    double[][] rows = new double[all.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
    return rows;
  }

  private NDArray array(String name) {
    return Objects.requireNonNull(arrays.get(name));
  }
}
