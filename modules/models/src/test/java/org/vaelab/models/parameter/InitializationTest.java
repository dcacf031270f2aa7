package org.vaelab.models.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.Dense;
import org.vaelab.models.layer.LayerContext;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.TransposedConvolutionSpec;

class InitializationTest {
  private static final int IN = 300;
  private static final int OUT = 500;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @BeforeEach
  void seed() {
    engine.seed(8);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * Deviations by hand: a uniform one of limit a has a/sqrt(3); a normal one cut at two deviations
   * keeps 0.8796 of it.
   */
  @ParameterizedTest
  @CsvSource({
    "PYTORCH, 0.0333333, 0.0577350, 0.0577350",
    "GLOROT_UNIFORM, 0.05, 0.0866025, 0",
    "KAIMING_NORMAL, 0.0816497, 1, 0",
    "HE_TRUNCATED, 0.0818878, 0.1861899, 0"
  })
  void weightsAndBiases(
      Initialization initialization, float deviation, float largest, float largestBias) {
    Dense layer = Dense.create(IN, OUT, initialization);
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, IN));
    NDArray weight = layer.getParameters().valueAt(0).getArray();
    NDArray bias = layer.getParameters().valueAt(1).getArray();

    assertThat(weight.mean().getFloat()).isCloseTo(0, within(0.01f * deviation));
    assertThat((float) Math.sqrt(weight.square().mean().getFloat()))
        .isCloseTo(deviation, within(0.01f * deviation));
    assertThat(weight.abs().max().getFloat()).isLessThanOrEqualTo(largest * 1.00001f);
    if (initialization != Initialization.KAIMING_NORMAL) {
      assertThat(weight.abs().max().getFloat()).isGreaterThan(0.98f * largest);
    }
    assertThat(bias.abs().max().getFloat()).isBetween(0.95f * largestBias, largestBias);
  }

  /** The fan-in of a convolution is C k k, that of a transposed one C' k k. */
  @Test
  void fansCountKernels() {
    Block convolution = create(new ConvolutionSpec(30, 3), new Shape(20, 9, 9));
    Block transposed = create(new TransposedConvolutionSpec(20, 3), new Shape(30, 7, 7));
    for (Block layer : List.of(convolution, transposed)) {
      NDArray weight = NamedParameters.of(layer).values().iterator().next().getArray();

      assertThat(weight.square().mean().getFloat()).isCloseTo(2f / 180, within(5e-4f));
    }
  }

  private Block create(LayerSpec layer, Shape input) {
    Block block =
        layer.create(
            new LayerContext(
                input,
                layer.output(input),
                new Activation.Identity(),
                Initialization.KAIMING_NORMAL));
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(input));
    return block;
  }
}
