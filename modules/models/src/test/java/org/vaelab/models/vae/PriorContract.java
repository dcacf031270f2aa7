package org.vaelab.models.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.models.parameter.NamedParameters;

/**
 * What every prior promises, whoever wrote it: extend this class with samples of one to hold it to
 * that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PriorContract {
  private static final int B = 4;
  private static final int CLASSES = 3;
  private static final int LATENT = 2;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager root = engine.newManager(Device.cpu());
  private NDManager weights = root.newSubManager();
  private NDManager manager = root.newSubManager();

  /**
   * Priors, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<PriorSpec> samples();

  @BeforeEach
  void seed() {
    engine.seed(3);
  }

  @AfterEach
  void closeArrays() {
    weights.close();
    manager.close();
    weights = root.newSubManager();
    manager = root.newSubManager();
  }

  /** Two priors of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theChoiceIsARecord(PriorSpec spec) {
    assertThat(spec).isInstanceOf(Record.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itGivesADistributionForEachCode(PriorSpec spec) {
    Prior prior = initialized(spec.create(LATENT, CLASSES));
    for (boolean training : new boolean[] {true, false}) {
      Distribution distribution = distribution(prior, labels(0, 1, 2, 1), training);
      NDArray z = distribution.sample();

      assertThat(distribution.shape()).isEqualTo(new Shape(B, LATENT));
      assertThat(distribution.logProbability(z).getShape()).isEqualTo(new Shape(B));
      assertThat(z.getManager()).isSameAs(manager);
    }
    assertThat(prior.block()).isNotNull();
    assertThat(distribution(prior, labels(0, 1, 2, 1), false) instanceof StandardNormal)
        .isEqualTo(spec.isStandardNormal());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void withoutLabelsItNeedsNone(PriorSpec spec) {
    if (spec.needsLabels()) {
      return;
    }
    Prior prior = initialized(spec.create(LATENT, 0));
    Distribution distribution =
        prior.distribution(new ParameterStore(manager, false), manager, B, null, false);

    assertThat(distribution.shape()).isEqualTo(new Shape(B, LATENT));
  }

  /** With weights that are all different, a code's density depends on its label or does not. */
  @ParameterizedTest
  @MethodSource("samples")
  void itDiffersByLabelWhereItSaysSo(PriorSpec spec) {
    Prior prior = initialized(spec.create(LATENT, CLASSES));
    jitter(prior.block());
    NDArray z = manager.ones(new Shape(B, LATENT));
    float[] each = distribution(prior, labels(0, 1, 0, 2), false).logProbability(z).toFloatArray();

    assertThat(each[2]).isCloseTo(each[0], within(1e-6f));
    if (spec.needsLabels()) {
      assertThat(each[1]).isNotCloseTo(each[0], within(1e-4f));
    } else {
      assertThat(each[1]).isCloseTo(each[0], within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatItLearnsHasAGradient(PriorSpec spec) {
    Prior prior = initialized(spec.create(LATENT, CLASSES));
    jitter(prior.block());
    List<Parameter> learned =
        NamedParameters.of(prior.block()).values().stream()
            .filter(Parameter::requiresGradient)
            .toList();
    if (learned.isEmpty()) {
      return;
    }
    NDArray z = manager.ones(new Shape(B, LATENT));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(distribution(prior, labels(0, 1, 2, 1), true).logProbability(z).mean());
    }
    for (Parameter parameter : learned) {
      assertThat(parameter.getArray().getGradient().abs().max().getFloat())
          .as(parameter.getName())
          .isPositive();
    }
  }

  private Prior initialized(Prior prior) {
    prior.block().initialize(weights, DataType.FLOAT32, new Shape(1, LATENT));
    return prior;
  }

  private void jitter(Block block) {
    for (Parameter parameter : NamedParameters.of(block).values()) {
      NDArray array = parameter.getArray();
      manager.randomUniform(-0.5f, 0.5f, array.getShape()).add(array).copyTo(array);
    }
  }

  private Distribution distribution(Prior prior, NDArray labels, boolean training) {
    return prior.distribution(new ParameterStore(manager, false), manager, B, labels, training);
  }

  private NDArray labels(int... classes) {
    return manager.create(classes).oneHot(CLASSES, DataType.FLOAT32);
  }
}
