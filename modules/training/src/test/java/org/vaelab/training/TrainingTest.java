package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.InPlace;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.models.classifier.Classifier;
import org.vaelab.models.classifier.ClassifierLearner;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeLearner;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.CheckpointSpec;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;

class TrainingTest {
  private static final Seeds SEEDS = new Seeds(9);

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void learns(boolean conditional) {
    List<EpochMetrics> history = train(model(conditional), 4, 64, 5e-3, new Elbo());

    assertThat(history).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4);
    assertThat(history)
        .extracting(metrics -> metrics.train().loss())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    EpochMetrics last = history.get(3);
    assertThat(last.test().loss()).isLessThan(220);
    assertThat(last.test().get("kl")).isGreaterThan(1);
    assertThat(last.train().loss())
        .isCloseTo(last.train().get("reconstruction") + last.train().get("kl"), within(1e-3));
  }

  @Test
  void betaWeighsTheDivergenceInTheLossAlone() {
    EpochMetrics last = train(model(false), 1, 64, 1e-3, new Elbo(4)).get(0);

    assertThat(last.test().loss())
        .isCloseTo(last.test().get("reconstruction") + 4 * last.test().get("kl"), within(1e-3));
  }

  /** 1,000 images in batches of 300: the last batch has 100, and each image counts once. */
  @Test
  void meansAreOverImagesAlsoWhereTheLastBatchIsShort() {
    Vae model = model(false);
    List<Integer> progress = new ArrayList<>();
    ImageData data = digits(1000);
    EpochMetrics metrics =
        training(data, model, 1, 300, 1e-12, new Elbo())
            .run(
                new TrainingObserver() {
                  @Override
                  public void epochStarted(int epoch, int images) {
                    progress.add(images);
                  }
                })
            .get(0);

    // With a rate of nearly 0 the weights stay, so the mean can be had in one batch as well.
    engine.seed(1);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray all = data.train().range(manager, 0, 1000).images();
    ObjectiveTerms terms = new Elbo().terms(model.forward(weights, all, null, 1, false), all);
    // The loss has other draws of z; the divergence has none.
    assertThat(metrics.train().loss()).isCloseTo(terms.loss().mean().getFloat(), within(1.0));
    double kl = terms.kl().mean().getFloat();
    assertThat(metrics.train().get("kl")).isCloseTo(kl, within(1e-5 * kl));
    assertThat(progress).containsExactly(1000);
  }

  /** Everything that makes arrays of its own in a step. */
  static Stream<Arguments> models() {
    VaeSpec fc = new VaeSpec();
    EncoderSpec cnn = CnnEncoderSpec.cnn3();
    DecoderSpec up = new CnnDecoderSpec();
    GaussianLikelihoodSpec pixel =
        new GaussianLikelihoodSpec(new PixelSigma(), MeanActivation.SIGMOID);
    VaeSpec rich =
        new VaeSpec(
            3,
            true,
            new FcEncoderSpec(List.of(new DenseSpec(8, true, null)), new Activation.Silu()),
            new FcDecoderSpec(),
            new SoftplusScale(),
            new PriorSpec.Label(),
            true);
    Elbo several = new Elbo(0.5, new LinearWarmUp(2), 0.1, 3, KlForm.EXACT, 0.5);
    Elbo clipped = new Elbo(1, new NoWarmUp(), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1);
    GaussianLikelihoodSpec optimal =
        new GaussianLikelihoodSpec(new OptimalSigma(), MeanActivation.SIGMOID);
    GaussianLikelihoodSpec full =
        new GaussianLikelihoodSpec(new FullCovarianceSigma(), MeanActivation.IDENTITY);
    BernoulliLikelihoodSpec bernoulli = new BernoulliLikelihoodSpec();
    return Stream.of(
        Arguments.of(fc, bernoulli, new Elbo(), Transform.UNIT),
        Arguments.of(fc, optimal, clipped, Transform.UNIT),
        Arguments.of(fc, full, new Elbo(), Transform.UNIT),
        Arguments.of(new VaeSpec(2, true, cnn, up), pixel, new Elbo(), Transform.UNIT),
        Arguments.of(rich, bernoulli, several, Transform.STOCHASTIC_BINARIZE));
  }

  @ParameterizedTest
  @MethodSource("models")
  void stepsLeaveNothingBehind(
      VaeSpec model, LikelihoodSpec likelihood, Elbo objective, Transform transform) {
    VaeLearner learner =
        model.create(new ImageShape(1, 28, 28), 10, new LossSpec(likelihood, objective));
    learner.initialize(manager);
    leavesNothingBehind(learner, transform);
    if (learner.program().isPresent()) {
      leavesNothingBehind(new VaeLearner(learner.block(), objective), transform);
    }
  }

  /** A program and PyTorch's record draw the same noise; what is left is rounding. */
  @Test
  void aProgramTrainsAsTheRecordedStep() {
    List<EpochMetrics> program = trained(true);
    List<EpochMetrics> recorded = trained(false);

    for (int epoch = 0; epoch < 3; epoch++) {
      double found = program.get(epoch).settledLoss();
      assertThat(found).isCloseTo(recorded.get(epoch).settledLoss(), withinPercentage(0.01));
    }
  }

  private List<EpochMetrics> trained(boolean byProgram) {
    engine.seed(3);
    VaeSpec spec =
        new VaeSpec(
            2,
            true,
            new FcEncoderSpec(List.of(new DenseSpec(32, true, null)), new Activation.Relu()),
            new FcDecoderSpec());
    VaeLearner learner = spec.create(new ImageShape(1, 28, 28), 10, new LossSpec());
    learner.initialize(manager);
    return trainOn(
        digits(256),
        byProgram ? learner : new VaeLearner(learner.block(), learner.objective()),
        Transform.UNIT,
        3);
  }

  /** A layer from outside that says that it is another one than it is. */
  @Test
  void aLayerThatIsNotWhatItSaysIsRefused() {
    VaeLearner said = new VaeSpec().create(new ImageShape(1, 28, 28), 10, new LossSpec());
    VaeSpec other =
        new VaeSpec(
            2,
            false,
            new FcEncoderSpec(DenseSpec.layers(256), new Activation.Elu()),
            new FcDecoderSpec());
    Vae computed = other.create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihoodSpec());
    computed.initialize(manager);
    VaeLearner learner = new VaeLearner(computed, new Elbo(), said.program());

    assertThatThrownBy(() -> trainOn(digits(64), learner, Transform.UNIT, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not what PyTorch's own differentiation gives")
        .hasMessageContaining("its method operations");
  }

  @Test
  void stepsOfAClassifierLeaveNothingBehind() {
    ClassifierLearner learner =
        new ClassifierSpec().create(new ImageShape(1, 28, 28), 10, new LossSpec());
    learner.initialize(manager);
    leavesNothingBehind(learner, Transform.UNIT);
    leavesNothingBehind(new ClassifierLearner(learner.block()), Transform.UNIT);
  }

  private void leavesNothingBehind(Learner learner, Transform transform) {
    ImageData data = digits(256);
    int atFirst = manager.getManagedArrays().size();
    trainOn(data, learner, transform, 1);
    int state = manager.getManagedArrays().size() - atFirst;
    trainOn(data, learner, transform, 3);

    // Each training has its optimizer's state, and nothing for its steps.
    assertThat(manager.getManagedArrays()).hasSize(atFirst + 2 * state);
  }

  private List<EpochMetrics> trainOn(
      ImageData data, Learner learner, Transform transform, int epochs) {
    AdamSpec adam = new AdamSpec(1e-3, 0.9, 0.999, 1e-8, 0, 1.0);
    TrainingSpec spec =
        new TrainingSpec(epochs, 64, adam, new ConstantScheduleSpec(), new CheckpointSpec(), null);
    return new Training(new Session(engine, manager, SEEDS, data, transform), learner, spec)
        .run(new TrainingObserver() {});
  }

  /** Stopped before any of its steps and gone on with, a training is the same to the bit. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 6, 11})
  void goesOnFromTheMiddleOfAnEpoch(int steps) {
    ImageData data = digits(200);
    Vae whole = model(true);
    List<EpochMetrics> expected =
        training(data, whole, 3, 50, 1e-3, new Elbo()).run(new TrainingObserver() {});

    Map<String, NDArray> saved = new LinkedHashMap<>();
    List<TrainingState> states = new ArrayList<>();
    TrainingObserver stopping =
        new TrainingObserver() {
          private int left = steps;

          @Override
          public boolean stopRequested() {
            return left-- <= 0;
          }

          @Override
          public void savable(TrainingState state, Map<String, NDArray> arrays) {
            states.add(state);
            arrays.forEach((name, array) -> saved.put(name, array.duplicate()));
          }
        };
    Vae stopped = model(true);
    assertThatThrownBy(() -> training(data, stopped, 3, 50, 1e-3, new Elbo()).run(stopping))
        .isInstanceOf(StoppedException.class)
        .hasMessage("stopped in epoch " + (states.get(states.size() - 1).epoch() + 1));
    TrainingState state = states.get(states.size() - 1);
    assertThat(state.iteration() * 50)
        .isEqualTo(state.epoch() * 200 + state.partial().images())
        .isBetween(0L, steps * 50L);

    Vae resumed = model(true);
    List<EpochMetrics> history =
        training(data, resumed, 3, 50, 1e-3, new Elbo())
            .run(
                new TrainingObserver() {},
                new Checkpoint(
                    state,
                    arrays ->
                        arrays.forEach(
                            (name, array) ->
                                InPlace.copy(Objects.requireNonNull(saved.get(name)), array))));

    assertThat(weights(resumed)).usingRecursiveComparison().isEqualTo(weights(whole));
    for (int i = 0; i < 3; i++) {
      assertThat(history.get(i).train()).isEqualTo(expected.get(i).train());
      assertThat(history.get(i).test()).isEqualTo(expected.get(i).test());
    }
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingAndSaysWhere() {
    assertThatThrownBy(() -> train(model(false), 3, 64, 1e6, new Elbo()))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "epoch 1, training, step \\d+: the (kl|reconstruction) became (NaN|-?Infinity)\\.");
  }

  /** Beta grows over the first epoch, so that its loss is below that of the bound. */
  @Test
  void warmUpWeighsTheDivergenceLessAtFirst() {
    Elbo warming = new Elbo(1, new LinearWarmUp(1), 0, 1, KlForm.EXACT, 1);
    List<EpochMetrics> history = train(model(false), 2, 64, 1e-12, warming);

    Measures first = history.get(0).train();
    // The weights hardly move, and the mean of beta over 16 steps is 15/32.
    assertThat(first.loss() - first.get("reconstruction"))
        .isCloseTo(first.get("kl") * 15 / 32, within(0.02 * first.get("kl")));
    assertThat(history.get(0).settledLoss()).isCloseTo(first.get("elbo"), within(1e-9));
    assertThat(first.telling()).containsExactly("elbo");
    assertThat(history.get(0).test().telling()).isEmpty();
    Measures second = history.get(1).train();
    assertThat(second.loss())
        .isCloseTo(second.get("reconstruction") + second.get("kl"), within(1e-3));
    Measures tested = history.get(0).test();
    assertThat(tested.loss())
        .isCloseTo(tested.get("reconstruction") + tested.get("kl"), within(1e-3));
  }

  /** A covariance fitted to the residuals must describe them better than the first, I. */
  @Test
  void fittedLikelihoodsAreRefittedAfterEachEpoch() {
    GaussianLikelihoodSpec fixed =
        new GaussianLikelihoodSpec(new FixedSigma(), MeanActivation.SIGMOID);
    double unit = train(model(false, fixed), 1, 64, 1e-3, new Elbo()).get(0).test().loss();
    GaussianLikelihoodSpec full =
        new GaussianLikelihoodSpec(new FullCovarianceSigma(), MeanActivation.SIGMOID);
    List<EpochMetrics> history = train(model(false, full), 2, 64, 1e-3, new Elbo());

    assertThat(unit).isBetween(720.0, 800.0);
    assertThat(history.get(0).train().loss()).isGreaterThan(700);
    assertThat(history.get(0).test().loss()).isLessThan(-500);
    assertThat(history.get(1).train().loss()).isLessThan(-500);

    GaussianLikelihoodSpec optimal =
        new GaussianLikelihoodSpec(new OptimalSigma(), MeanActivation.SIGMOID);
    EpochMetrics last = train(model(false, optimal), 2, 64, 1e-3, new Elbo()).get(1);
    assertThat(last.train().loss()).isBetween(-400.0, 300.0);
    assertThat(last.test().loss()).isCloseTo(last.train().loss(), within(120.0));
  }

  @Test
  void aClassifierLearns() {
    engine.seed(1);
    Classifier model = new ClassifierSpec().create(new ImageShape(1, 28, 28), 10);
    model.initialize(manager);
    TrainingSpec spec =
        new TrainingSpec(
            3,
            50,
            new AdamSpec(3e-3, 0.9, 0.999, 1e-8, 0, null),
            new ConstantScheduleSpec(),
            new CheckpointSpec(),
            null);
    List<EpochMetrics> history =
        new Training(session(digits(1000)), new ClassifierLearner(model), spec)
            .run(new TrainingObserver() {});

    assertThat(history.get(0).train().values().keySet()).containsExactly("loss", "accuracy");
    assertThat(history.get(2).test().get("accuracy")).isBetween(0.8, 1.0);
    assertThat(history.get(2).test().loss()).isLessThan(0.7);
    assertThat(history.get(0).train().loss()).isLessThan(2.4);
  }

  /** A last batch of one would give batch normalisation no variance. */
  @Test
  void aLoneLastImageJoinsTheBatchBeforeIt() {
    VaeSpec spec =
        new VaeSpec(
            2,
            false,
            new FcEncoderSpec(List.of(new DenseSpec(32, true, null)), new Activation.Relu()),
            new FcDecoderSpec());
    engine.seed(3);
    Vae model = spec.create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    training(digits(129), model, 1, 64, 1e-3, new Elbo()).run(new TrainingObserver() {});

    for (Parameter parameter : NamedParameters.of(model).values()) {
      assertThat(parameter.getArray().isNaN().any().getBoolean()).as(parameter.getName()).isFalse();
    }
  }

  private List<EpochMetrics> train(
      Vae model, int epochs, int batchSize, double rate, Elbo objective) {
    return training(digits(1000), model, epochs, batchSize, rate, objective)
        .run(new TrainingObserver() {});
  }

  private Training training(
      ImageData data, Vae model, int epochs, int batchSize, double rate, Elbo objective) {
    TrainingSpec spec =
        new TrainingSpec(
            epochs,
            batchSize,
            new AdamSpec(rate, 0.9, 0.999, 1e-8, 0, null),
            new ConstantScheduleSpec(),
            new CheckpointSpec(),
            null);
    return new Training(session(data), new VaeLearner(model, objective), spec);
  }

  private static List<float[]> weights(Vae model) {
    return NamedParameters.of(model).values().stream()
        .map(parameter -> parameter.getArray().toFloatArray())
        .toList();
  }

  private Session session(ImageData data) {
    return new Session(engine, manager, SEEDS, data, Transform.UNIT);
  }

  private ImageData digits(int limit) {
    return new DataSpec(new DrawnDigits(), Transform.UNIT, 0, limit, 200)
        .load(manager, new DataSources(List.of()));
  }

  private Vae model(boolean conditional) {
    return model(conditional, new BernoulliLikelihoodSpec());
  }

  private Vae model(boolean conditional, LikelihoodSpec likelihood) {
    engine.seed(SEEDS.derive("weights"));
    Vae model =
        new VaeSpec(
                2,
                conditional,
                new FcEncoderSpec(DenseSpec.layers(64), new Activation.Relu()),
                new FcDecoderSpec(DenseSpec.layers(64), new Activation.Relu()))
            .create(new ImageShape(1, 28, 28), 10, likelihood);
    model.initialize(manager);
    return model;
  }
}
