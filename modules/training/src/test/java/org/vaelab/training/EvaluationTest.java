package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.DataSources;
import org.vaelab.data.DataSpec;
import org.vaelab.data.DrawnDigits;
import org.vaelab.data.ImageData;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.SigmaSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.classifier.Classifier;
import org.vaelab.models.classifier.ClassifierLearner;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeLearner;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.checkpoint.CheckpointSpec;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;

/**
 * Networks with batch normalisation after a few steps, when the running statistics are still far
 * from those of any batch.
 */
class EvaluationTest {
  private static final Seeds SEEDS = new Seeds(9);
  private static final ImageShape DIGIT = new ImageShape(1, 28, 28);

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void imagesThatAreOnlyMeasuredMoveNothing(boolean classifier) {
    ImageData few = digits(150, Transform.UNIT, 20);
    ImageData many = digits(150, Transform.UNIT, 200);
    Learner first = classifier ? classifier() : vae(new BernoulliLikelihoodSpec());
    train(first, few, 2, 1e-3);
    Learner second = classifier ? classifier() : vae(new BernoulliLikelihoodSpec());
    train(second, with(few, many.test(), many.test()), 2, 1e-3);

    assertThat(arrays(second, false)).usingRecursiveComparison().isEqualTo(arrays(first, false));
    assertThat(arrays(first, true)).isNotEmpty();
  }

  /** More images than one batch of the evaluation holds, and each counts once. */
  @Test
  void aVaeIsMeasuredWithItsRunningStatistics() {
    ImageData data = digits(150, Transform.UNIT, 1100);
    ImageData held = with(data, data.train(), data.test());
    VaeLearner learner = vae(new BernoulliLikelihoodSpec());
    EpochMetrics metrics = train(learner, held, 1, 1e-3);

    double running = kl(learner, data.test());
    assertThat(metrics.test().get("kl")).isCloseTo(running, within(1e-4 * running));
    Measures validation = Objects.requireNonNull(metrics.validation());
    double ofTrain = kl(learner, data.train());
    assertThat(validation.get("kl")).isCloseTo(ofTrain, within(1e-4 * ofTrain));
    // The statistics of the images themselves would have given something else.
    double own = kl(learner, data.test(), true);
    assertThat(Math.abs(own - running)).isGreaterThan(0.1 * running);
  }

  @Test
  void aClassifierIsMeasuredWithItsRunningStatistics() {
    ImageData data = digits(150, Transform.UNIT, 1100);
    ClassifierLearner learner = classifier();
    EpochMetrics metrics = train(learner, data, 2, 1e-3);

    LabelledImages test = data.test().range(manager, 0, 1100);
    NDArray logProbability =
        learner
            .block()
            .classify(new ParameterStore(manager, false), test.images(), false)
            .logProbability(test.labels());
    assertThat(metrics.test().loss()).isCloseTo(-logProbability.mean().getFloat(), within(1e-4));
    assertThat(metrics.test().get("accuracy") * 1100 % 1).isCloseTo(0, within(1e-3));
  }

  /** Else the best epoch of several would be that with the luckiest noise. */
  @ParameterizedTest
  @EnumSource(
      value = Transform.class,
      names = {"UNIT", "STOCHASTIC_BINARIZE"})
  void unchangedWeightsAreMeasuredAlikeInEachEpoch(Transform transform) {
    engine.seed(SEEDS.derive("weights"));
    Vae model = new VaeSpec().create(DIGIT, 10, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    ImageData data = digits(150, transform, 60);
    List<EpochMetrics> history =
        epochs(
            new VaeLearner(model, new Elbo()),
            with(data, data.test(), data.test()),
            3,
            1e-12,
            transform);

    for (EpochMetrics later : history.subList(1, 3)) {
      EpochMetrics first = history.get(0);
      assertThat(later.test().loss()).isCloseTo(first.test().loss(), within(1e-4));
      assertThat(Objects.requireNonNull(later.validation()).loss())
          .isCloseTo(Objects.requireNonNull(first.validation()).loss(), within(1e-4));
      assertThat(Math.abs(later.train().loss() - first.train().loss())).isGreaterThan(1e-3);
    }
    // The same images, but not the same noise.
    double validation = Objects.requireNonNull(history.get(0).validation()).loss();
    assertThat(Math.abs(history.get(0).test().loss() - validation)).isGreaterThan(1e-3);
  }

  /** Of a density of standardised pixels, the bound is that of the pixels as they were. */
  @Test
  void theBoundIsOfPixelsInTheUnitInterval() {
    ImageData data =
        new DataSpec(new DrawnDigits(), Transform.STANDARDIZE, 0, 150, 60)
            .load(manager, new DataSources(List.of()));
    Vae model =
        new VaeSpec()
            .create(
                DIGIT, 10, new GaussianLikelihoodSpec(new FixedSigma(), MeanActivation.IDENTITY));
    model.initialize(manager);
    EpochMetrics metrics = train(new VaeLearner(model, new Elbo(4)), data, 1, 1e-3);

    double jacobian = -784 * Math.log(data.scale().standardDeviation());
    assertThat(jacobian).isGreaterThan(700);
    for (Measures each : List.of(metrics.train(), metrics.test())) {
      double density = each.get("reconstruction") + each.get("kl");
      assertThat(each.get("elbo")).isCloseTo(density - jacobian, within(1e-6));
      assertThat(each.telling()).containsExactly("elbo");
    }
  }

  /** With a rate of nearly 0 both networks see the same, and only one of them is refitted. */
  @Test
  void refittingMovesNoRunningStatistic() {
    ImageData data = digits(150, Transform.UNIT, 20);
    VaeLearner fixed = vae(gaussian(new FixedSigma()));
    train(fixed, data, 1, 1e-12);
    VaeLearner fitted = vae(gaussian(new OptimalSigma()));
    train(fitted, data, 1, 1e-12);

    Map<String, float[]> expected = arrays(fixed, true);
    assertThat(expected).hasSize(4);
    arrays(fitted, true)
        .forEach(
            (name, array) ->
                assertThat(array)
                    .as(name)
                    .containsExactly(Objects.requireNonNull(expected.get(name)), within(1e-4f)));
  }

  /** Of means around 1/2 binary pixels are all 1/2 away, and grey ones less. */
  @Test
  void theLikelihoodIsFittedToTheTrainingImages() {
    ImageData grey = digits(1100, Transform.UNIT, 20);
    ImageData black = digits(150, Transform.BINARIZE, 150);
    VaeLearner learner = vae(gaussian(new OptimalSigma()));
    train(learner, with(grey, black.train(), black.test()), 1, 1e-12);

    double fitted = residual(learner);
    assertThat(fitted).isCloseTo(logVariance(learner, grey.train()), within(0.005));
    assertThat(logVariance(learner, black.train()) - fitted).isGreaterThan(0.02);
    assertThat(logVariance(learner, black.test()) - fitted).isGreaterThan(0.02);
  }

  private static double residual(VaeLearner learner) {
    return Objects.requireNonNull(NamedParameters.of(learner.block()).get("likelihood.logVariance"))
        .getArray()
        .toFloatArray()[0];
  }

  /** The most likely log-variance for one draw of z an image, as the network now stands. */
  private double logVariance(VaeLearner learner, ImageSet images) {
    NDArray all = images.range(manager, 0, images.size()).images();
    VaeOutput output =
        learner.block().forward(new ParameterStore(manager, false), all, null, 1, false);
    return Math.log(all.sub(output.likelihood().mean()).square().mean().getFloat());
  }

  private double kl(VaeLearner learner, ImageSet images) {
    return kl(learner, images, false);
  }

  private double kl(VaeLearner learner, ImageSet images, boolean training) {
    NDArray all = images.range(manager, 0, images.size()).images();
    ParameterStore weights = new ParameterStore(manager, false);
    VaeOutput output = learner.block().forward(weights, all, null, 1, training);
    return new Elbo().terms(output, all).kl().mean().getFloat();
  }

  private EpochMetrics train(Learner learner, ImageData data, int epochs, double rate) {
    return epochs(learner, data, epochs, rate, Transform.UNIT).get(epochs - 1);
  }

  private List<EpochMetrics> epochs(
      Learner learner, ImageData data, int epochs, double rate, Transform transform) {
    TrainingSpec spec =
        new TrainingSpec(
            epochs,
            50,
            new AdamSpec(rate, 0.9, 0.999, 1e-8, 0, null),
            new ConstantScheduleSpec(),
            new CheckpointSpec(),
            null);
    return new Training(new Session(engine, manager, SEEDS, data, transform), learner, spec)
        .run(new TrainingObserver() {});
  }

  private static LikelihoodSpec gaussian(SigmaSpec sigma) {
    return new GaussianLikelihoodSpec(sigma, MeanActivation.SIGMOID);
  }

  private VaeLearner vae(LikelihoodSpec likelihood) {
    engine.seed(SEEDS.derive("weights"));
    List<DenseSpec> hidden = List.of(new DenseSpec(32, true, null));
    Vae model =
        new VaeSpec(
                2,
                false,
                new FcEncoderSpec(hidden, new Activation.Relu()),
                new FcDecoderSpec(hidden, new Activation.Relu()))
            .create(DIGIT, 10, likelihood);
    model.initialize(manager);
    return new VaeLearner(model, new Elbo());
  }

  private ClassifierLearner classifier() {
    engine.seed(SEEDS.derive("weights"));
    Classifier model =
        new ClassifierSpec(
                List.of(new ConvolutionSpec(4, 4, 4, new Padding.Same(), 1, true, null)),
                List.of(),
                new Activation.Relu(),
                Initialization.HE_TRUNCATED)
            .create(DIGIT, 10);
    model.initialize(manager);
    return new ClassifierLearner(model);
  }

  private ImageData digits(int limit, Transform transform, int testLimit) {
    return new DataSpec(new DrawnDigits(), transform, 0, limit, testLimit)
        .load(manager, new DataSources(List.of()));
  }

  private static ImageData with(ImageData data, @Nullable ImageSet validation, ImageSet test) {
    return new ImageData(
        data.shape(),
        data.scale(),
        data.classNames(),
        data.train(),
        validation,
        test,
        data.origin(),
        data.fingerprints());
  }

  /** Everything that is saved, or the running statistics alone. */
  private static Map<String, float[]> arrays(Learner learner, boolean running) {
    Set<Parameter.Type> statistics =
        Set.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);
    Map<String, float[]> arrays = new TreeMap<>();
    NamedParameters.of(learner.block())
        .forEach(
            (name, parameter) -> {
              if (!running || statistics.contains(parameter.getType())) {
                arrays.put(name, parameter.getArray().toFloatArray());
              }
            });
    return arrays;
  }
}
