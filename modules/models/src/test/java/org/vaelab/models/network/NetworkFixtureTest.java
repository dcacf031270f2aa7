package org.vaelab.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.models.classifier.Classifier;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.Vae;

/** The networks of the five systems, against PyTorch's; see src/test/python/networks.py. */
class NetworkFixtureTest {
  private NDManager manager;
  private NDList fixture;

  @BeforeEach
  void readFixture() throws IOException {
    manager = ComputeEngine.start().newManager(Device.cpu());
    try (InputStream npz = getClass().getResourceAsStream("networks.npz")) {
      fixture = NDList.decode(manager, Objects.requireNonNull(npz));
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Set<String> networks() {
    return PublishedNetworks.ALL.keySet();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void forward(String name) {
    PublishedNetworks.Network network = Objects.requireNonNull(PublishedNetworks.ALL.get(name));
    Vae model = network.create();
    model.initialize(manager);
    fill(model);

    assertThat(NamedParameters.count(model)).isEqualTo(get(name + "/parameters").getLong());
    check(name, network, model, false);
    if (fixture.get(name + "/training/mean") != null) {
      check(name + "/training", network, model, true);
    }
  }

  private void check(String name, PublishedNetworks.Network network, Vae model, boolean training) {
    ImageShape image = network.image();
    NDArray wave = wave(1000, image.batch(6), 0.5);
    NDArray images = wave.add(0.5f);
    NDArray labels =
        network.spec().conditional()
            ? manager.create(new int[] {3, 7, 0, 9, 3, 5}).oneHot(10, DataType.FLOAT32)
            : null;
    ParameterStore weights = new ParameterStore(manager, false);
    DiagonalGaussian posterior = encoder(model).encode(weights, images, labels, training);
    relative(name + "/mean", posterior.mean());
    relative(name + "/logVariance", posterior.logVariance());
    NDArray z = wave(2000, new Shape(6, network.spec().latent()), 1);
    relative(name + "/decoded", decoder(model).decode(weights, z, labels, training));
  }

  @Test
  void classifier() {
    Classifier model = new ClassifierSpec().create(PublishedNetworks.GREY, 10);
    model.initialize(manager);
    fill(model);
    NDArray images = wave(1000, PublishedNetworks.GREY.batch(6), 0.5).add(0.5f);

    assertThat(NamedParameters.count(model))
        .isEqualTo(get("asahi417-classifier/parameters").getLong());
    relative(
        "asahi417-classifier/mean",
        model.classify(new ParameterStore(manager, false), images, false).logits());
  }

  private static Encoder encoder(Block model) {
    return child(model, Encoder.class);
  }

  private static Decoder decoder(Block model) {
    return child(model, Decoder.class);
  }

  private static <T extends Block> T child(Block model, Class<T> type) {
    return model.getChildren().values().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Weights by the formula of the script. */
  private void fill(Block model) {
    List<Parameter> parameters = new ArrayList<>(NamedParameters.of(model).values());
    for (int p = 0; p < parameters.size(); p++) {
      NDArray array = parameters.get(p).getArray();
      NDArray wave = wave(p, array.getShape(), scale(parameters.get(p)));
      boolean aroundOne =
          Set.of(Parameter.Type.GAMMA, Parameter.Type.RUNNING_VAR)
              .contains(parameters.get(p).getType());
      (aroundOne ? wave.add(1f) : wave).copyTo(array);
    }
  }

  private static double scale(Parameter parameter) {
    Shape shape = parameter.getArray().getShape();
    return switch (parameter.getType()) {
      case WEIGHT -> Math.sqrt(2.0 / shape.slice(1).size());
      case GAMMA -> 0.2;
      case RUNNING_VAR -> 0.5;
      default -> 0.1;
    };
  }

  private NDArray wave(int p, Shape shape, double scale) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(shape.size()));
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) (scale * Math.sin((double) i * i + 78 * p)));
    }
    return manager.create(values, shape);
  }

  private NDArray get(String name) {
    return Objects.requireNonNull(fixture.get(name), name);
  }

  /** To 1e-5 of the largest value of the array. */
  private void relative(String name, @Nullable NDArray actual) {
    double[] expected = get(name).toType(DataType.FLOAT64, false).toDoubleArray();
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(Objects.requireNonNull(actual).toType(DataType.FLOAT64, false).toDoubleArray())
        .as(name)
        .containsExactly(expected, within(1e-5 * largest));
  }
}
