package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.LikelihoodSpec;

/**
 * What every likelihood promises, trained or fitted or neither, whoever wrote it: extend this class
 * with samples of a likelihood to hold it to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LikelihoodContract {
  private static final ImageShape IMAGE = new ImageShape(2, 2, 2);

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager root = engine.newManager(Device.cpu());
  private NDManager weights = root.newSubManager();
  private NDManager manager = root.newSubManager();

  @BeforeEach
  void seed() {
    engine.seed(11);
  }

  @AfterEach
  void close() {
    weights.close();
    manager.close();
    weights = root.newSubManager();
    manager = root.newSubManager();
  }

  /**
   * Likelihoods, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<LikelihoodSpec> samples();

  /**
   * A decoder's output so large that nothing but an error makes it, which must still give finite
   * values and gradients.
   *
   * @param spec of the samples
   * @return 1000, unless a test overrides it for a likelihood that overflows by nature
   */
  protected float extreme(LikelihoodSpec spec) {
    return 1000;
  }

  /** Two likelihoods of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theChoiceIsARecord(LikelihoodSpec spec) {
    assertThat(spec).isInstanceOf(Record.class);
    assertThat(spec.planes()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aCovarianceIsGivenWhereItIsPromised(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    fit(likelihood);
    Optional<NDArray> covariance = likelihood.covariance(manager);

    assertThat(covariance.isPresent()).isEqualTo(spec.hasCovariance());
    covariance.ifPresent(
        each -> assertThat(each.getShape()).isEqualTo(new Shape(IMAGE.size(), IMAGE.size())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void oneNumberAnImageInTheTypeOfTheOutput(LikelihoodSpec spec) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Likelihood likelihood = initialized(spec, type);
      NDArray output = output(spec, 3, type);
      for (boolean training : new boolean[] {true, false}) {
        Distribution distribution = likelihood.create(output, training);
        NDArray logProbability = distribution.logProbability(images(3, type));

        assertThat(logProbability.getShape()).isEqualTo(new Shape(3));
        assertThat(logProbability.getDataType()).isEqualTo(type);
        for (NDArray image : List.of(distribution.mean(), distribution.sample())) {
          assertThat(image.getShape()).isEqualTo(IMAGE.batch(3));
          assertThat(image.getDataType()).isEqualTo(type);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void meansAreInTheUnitIntervalWhereItAsksForIt(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    NDArray image = likelihood.create(output(spec, 3, DataType.FLOAT32), false).mean();

    boolean inside = image.gte(0).all().getBoolean() && image.lte(1).all().getBoolean();
    assertThat(inside).isEqualTo(spec.unitInterval());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void extremeOutputsGiveFiniteValuesAndGradients(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    NDArray output = output(spec, 4, DataType.FLOAT32).sign().mul(extreme(spec));
    output.setRequiresGradient(true);
    NDArray value;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      value = likelihood.create(output, true).logProbability(images(4, DataType.FLOAT32));
      collector.backward(value.mean());
    }

    assertFinite(value);
    assertFinite(output.getGradient());
  }

  private static void assertFinite(NDArray array) {
    for (float value : array.toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAreThoseOfFiniteDifferences(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT64);
    fit(likelihood);
    NDArray images = images(3, DataType.FLOAT64);
    // Not the mean: each image has a weight of its own, so that no image hides another's fault.
    NDArray imageWeights = manager.create(new double[] {0.3, -0.5, 1});
    for (boolean training : new boolean[] {true, false}) {
      Gradients.check(
          manager,
          output ->
              likelihood.create(output, training).logProbability(images).mul(imageWeights).sum(),
          output(spec, 3, DataType.FLOAT64));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingStaysWithTheWeights(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    NDArray output = output(spec, 3, DataType.FLOAT32);
    NDArray images = images(3, DataType.FLOAT32);
    fit(likelihood);
    int before = ((BaseNDManager) weights).getManagedArrays().size();
    fit(likelihood);
    for (boolean training : new boolean[] {true, false}) {
      Distribution distribution = likelihood.create(output, training);
      NDList results =
          new NDList(
              distribution.mean(), distribution.sample(), distribution.logProbability(images));
      assertThat(results).allMatch(result -> result.getManager() == manager);
    }
    assertThat(((BaseNDManager) weights).getManagedArrays()).hasSize(before);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatItLearnedOrFittedIsSavedWithTheWeights(LikelihoodSpec spec)
      throws IOException, MalformedModelException {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    fit(likelihood);
    for (Parameter parameter : likelihood.block().getParameters().values()) {
      parameter.getArray().addi(0.25f);
    }
    if (likelihood.block().getParameters().isEmpty()) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    likelihood.block().saveParameters(new DataOutputStream(bytes));
    Likelihood loaded = spec.create(IMAGE);
    loaded
        .block()
        .loadParameters(
            weights, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    NDArray output = output(spec, 3, DataType.FLOAT32);
    NDArray images = images(3, DataType.FLOAT32);

    float[] value = loaded.create(output, false).logProbability(images).toFloatArray();

    assertThat(value)
        .isEqualTo(likelihood.create(output, false).logProbability(images).toFloatArray());
    assertThat(value)
        .isNotEqualTo(
            initialized(spec, DataType.FLOAT32)
                .create(output, false)
                .logProbability(images)
                .toFloatArray());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void onlyWhatDescentLearnsHasAGradient(LikelihoodSpec spec) {
    Likelihood likelihood = initialized(spec, DataType.FLOAT32);
    for (Parameter parameter : likelihood.block().getParameters().values()) {
      boolean learned = likelihood.fitted().isEmpty();
      assertThat(parameter.requiresGradient()).isEqualTo(learned);
      assertThat(parameter.getArray().hasGradient()).isEqualTo(learned);
    }
  }

  private Likelihood initialized(LikelihoodSpec spec, DataType type) {
    Likelihood likelihood = spec.create(IMAGE);
    likelihood.block().initialize(weights, type, output(spec, 1, type).getShape());
    return likelihood;
  }

  private void fit(Likelihood likelihood) {
    NDArray residuals = manager.randomNormal(0, 0.5f, IMAGE.batch(50), DataType.FLOAT32);
    likelihood.fitted().ifPresent(fitted -> fitted.fit(fitted.residualStatistic(residuals), 50));
  }

  private NDArray output(LikelihoodSpec spec, int batch, DataType type) {
    Shape shape = new Shape(batch, (long) spec.planes() * IMAGE.channels(), 2, 2);
    return manager.randomNormal(0, 1, shape, DataType.FLOAT32).toType(type, false);
  }

  private NDArray images(int batch, DataType type) {
    return manager.randomUniform(0, 1, IMAGE.batch(batch), DataType.FLOAT32).toType(type, false);
  }
}
