package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;

/**
 * What every layer promises, whoever wrote it: extend this class with samples of a layer to hold it
 * to that. Only the public interface of {@link LayerSpec} is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayerContract {
  /**
   * A layer where it fits.
   *
   * @param layer any
   * @param input what comes in, {@code (C, H, W)} or {@code (D)}; small, for the sake of speed
   * @param backward whether the layer can stand in a decoder, so that it knows the input's size
   */
  public record Sample(LayerSpec layer, Shape input, boolean backward) {}

  /**
   * A layer where it does not fit.
   *
   * @param layer any
   * @param input what comes in
   * @param message what the refusal says
   */
  public record Misfit(LayerSpec layer, Shape input, String message) {}

  private static final int BATCH = 3;
  private static final int LARGEST = 12;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager root = engine.newManager(Device.cpu());
  private NDManager manager = root.newSubManager();

  /**
   * Layers where they fit, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<Sample> samples();

  /**
   * Layers where they do not fit.
   *
   * @return empty for layers that fit everywhere
   */
  protected abstract List<Misfit> misfits();

  @AfterEach
  void closeArrays() {
    manager.close();
    manager = root.newSubManager();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theShapeForwardIsWhatComesOut(Sample sample) {
    Shape expected = sample.layer().output(sample.input());
    Block block = block(sample, DataType.FLOAT32, Initialization.PYTORCH);
    for (int batch : new int[] {1, BATCH}) {
      Shape input = batched(batch, sample.input());
      Shape output = batched(batch, expected);

      assertThat(apply(block, manager.ones(input), false).getShape()).isEqualTo(output);
      assertThat(block.getOutputShapes(new Shape[] {input})).containsExactly(output);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSizeBackwardLeadsToTheSizeForward(Sample sample) {
    if (!sample.backward()) {
      assertThatThrownBy(() -> sample.layer().inputSize(new ImageSize(4, 5)))
          .isInstanceOf(MisfitException.class);
      return;
    }
    ImageSize own = size(sample.layer().output(sample.input()));
    assertThat(sample.layer().inputSize(own)).isEqualTo(size(sample.input()));
  }

  /** A decoder asks for the sizes that its image needs, whatever the layer alone would give. */
  @ParameterizedTest
  @MethodSource("samples")
  void everySizeThatHasAnInputIsReached(Sample sample) {
    for (int height = 1; sample.backward() && height <= LARGEST; height++) {
      ImageSize output = new ImageSize(height, LARGEST + 1 - height);
      ImageSize input;
      try {
        input = sample.layer().inputSize(output);
      } catch (MisfitException none) {
        continue;
      }
      Shape before = new Shape(sample.input().get(0), input.height(), input.width());
      long channels = sample.layer().output(before).get(0);
      Shape after = new Shape(channels, output.height(), output.width());
      Block block = sample.layer().create(context(before, after, Initialization.PYTORCH));
      block.initialize(manager, DataType.FLOAT32, batched(1, before));

      assertThat(apply(block, manager.ones(batched(2, before)), false).getShape())
          .as("%s -> %s", input, output)
          .isEqualTo(batched(2, after));
    }
  }

  /** In every parameter and in the input, in float64, as in a step of training. */
  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAgreeWithFiniteDifferences(Sample sample) {
    engine.seed(11);
    Block block = block(sample, DataType.FLOAT64, Initialization.PYTORCH);
    NDArray x = random(batched(BATCH, sample.input()));
    NDArray weights = random(batched(BATCH, sample.layer().output(sample.input())));
    x.setRequiresGradient(true);

    FiniteDifferences.check(
        block, Map.of("input", x), 20, () -> apply(block, x, true).mul(weights).sum());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSeedGivesTheSameWeights(Sample sample) {
    Map<String, double[]> first = weights(sample, 5, Initialization.PYTORCH);
    Map<String, double[]> again = weights(sample, 5, Initialization.PYTORCH);
    Map<String, double[]> other = weights(sample, 6, Initialization.PYTORCH);

    assertThat(again.keySet()).containsExactlyElementsOf(first.keySet());
    first.forEach(
        (name, values) -> {
          assertThat(again.get(name)).as(name).isEqualTo(values);
          if (Arrays.stream(values).distinct().count() > 2) {
            assertThat(other.get(name)).as(name).isNotEqualTo(values);
          }
        });
  }

  /** The network says how weights begin: all biases are 0 with glorot-uniform, no weights are. */
  @ParameterizedTest
  @MethodSource("samples")
  void weightsBeginAsTheNetworkSays(Sample sample) {
    Block block = block(sample, DataType.FLOAT32, Initialization.GLOROT_UNIFORM);
    NamedParameters.of(block)
        .forEach(
            (name, parameter) -> {
              double largest =
                  parameter.getArray().abs().max().toType(DataType.FLOAT64, false).getDouble();
              if (parameter.getType() == Parameter.Type.BIAS) {
                assertThat(largest).as(name).isZero();
              } else if (parameter.getType() == Parameter.Type.WEIGHT) {
                assertThat(largest).as(name).isPositive();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anImageAmongOthersIsWhatItIsAlone(Sample sample) {
    engine.seed(7);
    Block block = block(sample, DataType.FLOAT64, Initialization.PYTORCH);
    NDArray x = random(batched(BATCH, sample.input()));
    NDArray together = apply(block, x, false);
    for (int i = 0; i < BATCH; i++) {
      String row = i + ":" + (i + 1);
      assertThat(apply(block, x.get(row), false).toDoubleArray())
          .containsExactly(together.get(row).toDoubleArray(), within(1e-12));
    }
  }

  /** Parameters stand under these names in model.safetensors. */
  @ParameterizedTest
  @MethodSource("samples")
  void parametersHaveReadableNames(Sample sample) {
    Block block = block(sample, DataType.FLOAT32, Initialization.PYTORCH);

    assertThat(NamedParameters.of(block)).hasSize(block.getParameters().size());
    assertThat(NamedParameters.of(block).keySet())
        .allSatisfy(name -> assertThat(name).matches("\\w+(\\.\\w+)*"));
  }

  /** Two layers of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theLayerIsARecord(Sample sample) {
    assertThat(sample.layer()).isInstanceOf(Record.class);
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void whatDoesNotFitIsRefusedInASentence(Misfit misfit) {
    assertThatThrownBy(() -> misfit.layer().output(misfit.input()))
        .isInstanceOf(MisfitException.class)
        .hasMessage(misfit.message());
  }

  private Map<String, double[]> weights(Sample sample, int seed, Initialization initialization) {
    engine.seed(seed);
    Map<String, double[]> weights = new LinkedHashMap<>();
    NamedParameters.of(block(sample, DataType.FLOAT64, initialization))
        .forEach((name, parameter) -> weights.put(name, parameter.getArray().toDoubleArray()));
    return weights;
  }

  private Block block(Sample sample, DataType type, Initialization initialization) {
    Shape output = sample.layer().output(sample.input());
    Block block = sample.layer().create(context(sample.input(), output, initialization));
    block.initialize(manager, type, batched(1, sample.input()));
    return block;
  }

  private static LayerContext context(Shape input, Shape output, Initialization initialization) {
    return new LayerContext(input, output, new Activation.Tanh(), initialization);
  }

  private NDArray apply(Block block, NDArray x, boolean training) {
    return block
        .forward(new ParameterStore(manager, false), new NDList(x), training)
        .singletonOrThrow();
  }

  private NDArray random(Shape shape) {
    return manager.randomUniform(-1, 1, shape, DataType.FLOAT64);
  }

  private static Shape batched(long batch, Shape one) {
    return new Shape(batch).addAll(one);
  }

  private static ImageSize size(Shape shape) {
    ImageShape image = LayerSpec.image(shape);
    return new ImageSize(image.height(), image.width());
  }
}
