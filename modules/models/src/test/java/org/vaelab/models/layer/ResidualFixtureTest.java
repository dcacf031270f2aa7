package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;

/** Residual layers against PyTorch's in float64; see src/test/python/residual.py. */
class ResidualFixtureTest {
  private NDManager manager;
  private NDList fixture;

  @BeforeEach
  void readFixture() throws IOException {
    manager = ComputeEngine.start().newManager(Device.cpu());
    try (InputStream npz = getClass().getResourceAsStream("residual.npz")) {
      fixture = NDList.decode(manager, Objects.requireNonNull(npz));
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("plain", new ResidualSpec(3, 3, 1, false, new Activation.Tanh())),
        Arguments.of("projected", new ResidualSpec(4, 3, 2, true, new Activation.LeakyRelu(0.25))),
        Arguments.of("widened", new ResidualSpec(3, 2, 1, false, new Activation.Elu())));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void outputsAndGradients(String name, ResidualSpec layer) {
    NDArray x = get(name + "/x");
    Block block = block(layer, x.getShape().slice(1));
    NamedParameters.of(block)
        .forEach((path, parameter) -> get(name + "/" + path).copyTo(parameter.getArray()));
    close(name + "/evaluated", apply(block, x, false));

    x.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray output = apply(block, x, true);
      close(name + "/output", output);
      collector.backward(output.mul(get(name + "/weight")).sum());
    }
    close(name + "/gradient/x", x.getGradient());
    NamedParameters.of(block)
        .forEach(
            (path, parameter) -> {
              if (parameter.requiresGradient()) {
                close(name + "/gradient/" + path, parameter.getArray().getGradient());
              }
            });
  }

  private Block block(ResidualSpec layer, Shape input) {
    Block block =
        layer.create(
            new LayerContext(
                input, layer.output(input), new Activation.Relu(), Initialization.PYTORCH));
    block.initialize(manager, DataType.FLOAT64, new Shape(1).addAll(input));
    return block;
  }

  private NDArray apply(Block block, NDArray x, boolean training) {
    return block.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }

  private NDArray get(String name) {
    return Objects.requireNonNull(fixture.get(name), name);
  }

  private void close(String name, NDArray actual) {
    assertThat(actual.getShape()).as(name).isEqualTo(get(name).getShape());
    assertThat(actual.toDoubleArray())
        .as(name)
        .containsExactly(get(name).toDoubleArray(), within(1e-10));
  }
}
