package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.parameter.NamedParameters;

/** Against PyTorch's own in float64; see src/test/python/conv_transpose.py. */
class ConvTranspose2dTest {
  private static final int CASES = 14;
  private static final int COLUMNS = 18;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());
  private NDList fixture = new NDList();

  @BeforeEach
  void readFixture() throws IOException {
    try (InputStream npz = getClass().getResourceAsStream("conv_transpose.npz")) {
      fixture = NDList.decode(manager, Objects.requireNonNull(npz));
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static IntStream cases() {
    return IntStream.range(0, CASES);
  }

  @Test
  void theFixtureHasTheCases() {
    assertThat(get("cases").getShape()).isEqualTo(new Shape(CASES, COLUMNS));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithPyTorchInFloat64(int number) {
    check(number, DataType.FLOAT64, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithPyTorchInFloat32(int number) {
    check(number, DataType.FLOAT32, 1e-5);
  }

  private void check(int number, DataType type, double tolerance) {
    int[] c = get("cases").get(number).toIntArray();
    ConvTranspose2d block =
        ConvTranspose2d.builder()
            .setChannels(c[4])
            .setKernel(c[5], c[6])
            .optStride(c[7], c[8])
            .optPadding(c[9], c[10])
            .optOutputPadding(c[11], c[12])
            .optCrop(c[13], c[14], c[15], c[16])
            .optBias(c[17] == 1)
            .build();
    NDArray x = get("x" + number).toType(type, true);
    x.setRequiresGradient(true);
    block.initialize(manager, type, x.getShape());
    Map<String, Parameter> parameters = NamedParameters.of(block);
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      get(entry.getKey() + number).toType(type, true).copyTo(entry.getValue().getArray());
    }
    NDArray factor = get("factor" + number).toType(type, true);
    ParameterStore weights = new ParameterStore(manager, false);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray y = block.forward(weights, new NDList(x), true).singletonOrThrow();
      assertThat(block.getOutputShapes(new Shape[] {x.getShape()})).containsExactly(y.getShape());
      assertClose("y" + number, y, tolerance);
      collector.backward(y.mul(factor).sum());
    }
    assertClose("gradient_x" + number, x.getGradient(), tolerance);
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      assertClose(
          "gradient_" + entry.getKey() + number,
          entry.getValue().getArray().getGradient(),
          tolerance);
    }
  }

  @Test
  void sameCropIsTensorFlows() {
    // kernel, stride, in, out: 004's decoders and 002's.
    int[][] layers = {{2, 2, 2, 3}, {3, 3, 3, 7}, {4, 4, 7, 28}, {5, 2, 7, 14}, {3, 2, 7, 14}};
    for (int[] layer : layers) {
      ConvTranspose2d block =
          ConvTranspose2d.builder()
              .setChannels(1)
              .setKernel(layer[0], layer[0])
              .optStride(layer[1], layer[1])
              .optSameCrop(layer[2], layer[2], layer[3], layer[3])
              .build();
      Shape output = block.getOutputShapes(new Shape[] {new Shape(1, 1, layer[2], layer[2])})[0];
      assertThat(output).isEqualTo(new Shape(1, 1, layer[3], layer[3]));
    }
    // k3 s2 from 1 pixel gives 3; SAME to 2 keeps the first two, PyTorch's padding the last two.
    NDArray kernel = manager.create(new float[] {1, 2, 3}).reshape(1, 1, 1, 3);
    ConvTranspose2d block =
        ConvTranspose2d.builder()
            .setChannels(1)
            .setKernel(1, 3)
            .optStride(1, 2)
            .optSameCrop(1, 1, 1, 2)
            .optBias(false)
            .build();
    NDArray one = manager.ones(new Shape(1, 1, 1, 1));
    block.initialize(manager, DataType.FLOAT32, one.getShape());
    kernel.copyTo(NamedParameters.of(block).values().iterator().next().getArray());

    assertThat(
            block
                .forward(new ParameterStore(manager, false), new NDList(one), false)
                .singletonOrThrow()
                .toFloatArray())
        .containsExactly(1f, 2f);
  }

  /** Used alone, in DJL's own container, by its own rules. */
  @Test
  void standsInPlainDjl() {
    SequentialBlock net =
        new SequentialBlock().add(doubling(8)).add(ai.djl.nn.Activation::relu).add(doubling(1));
    engine.seed(1);
    net.initialize(manager, DataType.FLOAT32, new Shape(5, 16, 7, 7));

    assertThat(net.getOutputShapes(new Shape[] {new Shape(5, 16, 7, 7)}))
        .containsExactly(new Shape(5, 1, 28, 28));
    NDArray weight = net.getParameters().valueAt(0).getArray();
    assertThat(weight.getShape()).isEqualTo(new Shape(16, 8, 4, 4));
    assertThat(weight.abs().max().getFloat())
        .isCloseTo((float) (1 / Math.sqrt(8 * 16)), within(1e-3f));
  }

  @Test
  void impossibleNumbersAreRefusedAllAtOnce() {
    assertThatThrownBy(
            () ->
                ConvTranspose2d.builder()
                    .setKernel(0, 3)
                    .optStride(2, 0)
                    .optOutputPadding(2, 0)
                    .build())
        .hasMessage(
            "channels must be >= 1, was 0; kernel height must be >= 1, was 0;"
                + " output padding height must be >= 0 and < 2, was 2;"
                + " stride width must be >= 1, was 0;"
                + " output padding width must be >= 0 and < 0, was 0");
    ConvTranspose2d small =
        ConvTranspose2d.builder().setChannels(1).setKernel(2, 2).optPadding(1, 1).build();
    assertThatThrownBy(() -> small.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 1, 1)))
        .hasMessageContaining("nothing is left of (1, 1, 1, 1)");
  }

  private static ConvTranspose2d doubling(int channels) {
    return ConvTranspose2d.builder()
        .setChannels(channels)
        .setKernel(4, 4)
        .optStride(2, 2)
        .optPadding(1, 1)
        .build();
  }

  private NDArray get(String name) {
    return Objects.requireNonNull(fixture.get(name), name);
  }

  /** Relative to the largest value. */
  private void assertClose(String name, NDArray actual, double tolerance) {
    double[] expected = get(name).toDoubleArray();
    double largest =
        IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
    assertThat(actual.getShape()).as(name).isEqualTo(get(name).getShape());
    assertThat(actual.toType(DataType.FLOAT64, false).toDoubleArray())
        .as(name)
        .containsExactly(expected, within(tolerance * largest));
  }
}
