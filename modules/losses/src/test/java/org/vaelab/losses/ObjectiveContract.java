package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.Progress;

/**
 * What every objective promises, whoever wrote it: extend this class with samples of one to hold it
 * to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ObjectiveContract {
  private static final int B = 3;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager root = engine.newManager(Device.cpu());
  private NDManager manager = root.newSubManager();

  /**
   * Objectives that go with a standard normal prior, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<Objective> samples();

  @BeforeEach
  void seed() {
    engine.seed(2);
  }

  @AfterEach
  void closeArrays() {
    manager.close();
    manager = root.newSubManager();
  }

  /** Two objectives of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theObjectiveIsARecord(Objective objective) {
    assertThat(objective).isInstanceOf(Record.class);
    assertThat(objective.samples()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachTermIsOneFiniteNumberPerImage(Objective objective) {
    NDArray images = images();
    ObjectiveTerms terms = terms(objective, parameters(), noise(objective), images);
    for (NDArray term : List.of(terms.loss(), terms.reconstruction(), terms.kl())) {
      assertThat(term.getShape()).isEqualTo(new Shape(B));
      assertThat(term.getManager()).isSameAs(manager);
      for (double value : term.toDoubleArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  /** Whatever the loss makes of them, the terms are what the output says of them. */
  @ParameterizedTest
  @MethodSource("samples")
  void theTermsAreThoseOfTheOutput(Objective objective) {
    NDArray images = images();
    VaeOutput output = output(parameters(), noise(objective));
    ObjectiveTerms terms = objective.terms(output, images);

    assertThat(terms.reconstruction().neg().toDoubleArray())
        .containsExactly(output.meanLogProbability(images).toDoubleArray(), within(1e-12));
    assertThat(terms.kl().toDoubleArray())
        .containsExactly(output.kl().toDoubleArray(), within(1e-12));
  }

  /** By posterior and decoder, in float64. */
  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAreThoseOfFiniteDifferences(Objective objective) {
    NDArray noise = noise(objective);
    NDArray images = images();
    Objective step = objective.at(new Progress(5, 4));

    Gradients.check(
        manager,
        leaf -> {
          engine.seed(5); // of what the objective draws itself
          return terms(step, leaf, noise, images).loss().mean();
        },
        parameters());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStepHasNothingScheduledAnyMore(Objective objective) {
    Progress early = new Progress(1, 4);
    Progress late = new Progress(4_000_000, 4);
    NDArray parameters = parameters();
    NDArray noise = noise(objective);
    double[] first = losses(objective.at(early), parameters, noise);
    double[] last = losses(objective.at(late), parameters, noise);

    assertThat(losses(objective.at(early).at(late), parameters, noise)).isEqualTo(first);
    assertThat(objective.at(early).scheduled()).isFalse();
    assertThat(last).isEqualTo(losses(objective, parameters, noise));
    if (!objective.scheduled()) {
      assertThat(first).isEqualTo(last);
    }
  }

  /** Where it says so, the mean of the loss is the loss of the means. */
  @ParameterizedTest
  @MethodSource("samples")
  void theLossFollowsFromTheMeansWhereItSaysSo(Objective objective) {
    if (objective.followsFromMeans()) {
      ObjectiveTerms terms = terms(objective, parameters(), noise(objective), images());
      double reconstruction = terms.reconstruction().mean().getDouble();

      assertThat(objective.loss(reconstruction, terms.kl().mean().getDouble()))
          .isCloseTo(terms.loss().mean().getDouble(), within(1e-9));
    }
  }

  /** Where it says so, samples can be taken one after the other. */
  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreAveragedWhereItSaysSo(Objective objective) {
    if (!objective.averagesSamples()) {
      return;
    }
    NDArray parameters = parameters();
    NDArray images = images();
    NDArray noise = draw(new Shape(2 * B, 2));
    double[] together = terms(objective, parameters, noise, images).loss().toDoubleArray();
    NDArray first = terms(objective, parameters, noise.get(":" + B), images).loss();
    NDArray second = terms(objective, parameters, noise.get(B + ":"), images).loss();

    for (int i = 0; i < B; i++) {
      assertThat((first.getDouble(i) + second.getDouble(i)) / 2)
          .isCloseTo(together[i], within(1e-9));
    }
  }

  /** The images of a data set that is kept must not collect what each step makes. */
  @ParameterizedTest
  @MethodSource("samples")
  void nothingStaysWithTheImages(Objective objective) {
    try (NDManager dataset = root.newSubManager()) {
      NDArray images = images();
      images.attach(dataset);
      terms(objective, parameters(), noise(objective), images);

      assertThat(dataset.getManagedArrays()).hasSize(1);
    }
  }

  private double[] losses(Objective objective, NDArray parameters, NDArray noise) {
    engine.seed(5);
    return terms(objective, parameters, noise, images()).loss().toDoubleArray();
  }

  private ObjectiveTerms terms(
      Objective objective, NDArray parameters, NDArray noise, NDArray images) {
    return objective.terms(output(parameters, noise), images);
  }

  /** Of (B, 4): means and log-variances; the logits are linear in z. */
  private VaeOutput output(NDArray parameters, NDArray noise) {
    int samples = Math.toIntExact(noise.getShape().get(0) / B);
    DiagonalGaussian posterior =
        new DiagonalGaussian(parameters.get(":, :2"), parameters.get(":, 2:4"));
    long[] repeats = {samples, 1};
    NDArray z =
        posterior.mean().tile(repeats).add(posterior.standardDeviation().tile(repeats).mul(noise));
    NDArray weights = manager.create(new double[] {0.5, -1, 0.7, 0.2}, new Shape(2, 2));
    NDArray logits = z.matMul(weights).reshape(-1, 1, 1, 2);
    return new VaeOutput(
        posterior, new StandardNormal(manager, new Shape(B, 2)), new Bernoulli(logits), z);
  }

  private NDArray parameters() {
    return draw(new Shape(B, 4));
  }

  private NDArray noise(Objective objective) {
    return draw(new Shape((long) objective.samples() * B, 2));
  }

  private NDArray images() {
    return manager
        .randomUniform(0, 1, new Shape(B, 1, 1, 2), DataType.FLOAT32)
        .toType(DataType.FLOAT64, false);
  }

  private NDArray draw(Shape shape) {
    return manager.randomNormal(0, 1, shape, DataType.FLOAT32).toType(DataType.FLOAT64, false);
  }
}
