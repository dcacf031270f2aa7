package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.DataSources;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.models.Activation;
import org.vaelab.models.FcDecoderSpec;
import org.vaelab.models.FcEncoderSpec;
import org.vaelab.models.ModelSpec;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;

class VaeTrainingTest {
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
    assertThat(last.test().kl()).isGreaterThan(1);
    assertThat(last.train().loss())
        .isCloseTo(last.train().reconstruction() + last.train().kl(), within(1e-3));
  }

  @Test
  void betaWeighsTheDivergenceInTheLossAlone() {
    EpochMetrics last = train(model(false), 1, 64, 1e-3, new Elbo(4)).get(0);

    assertThat(last.test().loss())
        .isCloseTo(last.test().reconstruction() + 4 * last.test().kl(), within(1e-3));
  }

  /** 1,000 images in batches of 300: the last batch has 100, and each image counts once. */
  @Test
  void meansAreOverImagesAlsoWhereTheLastBatchIsShort() {
    Vae model = model(false);
    List<Integer> progress = new ArrayList<>();
    ImageData data = digits(1000);
    EpochMetrics metrics =
        training(model, 1, 300, 1e-12, new Elbo())
            .run(
                data,
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
    ObjectiveTerms terms =
        new Elbo()
            .terms(
                model.forward(weights, data.train().images(), null, false), data.train().images());
    assertThat(metrics.train().loss()).isCloseTo(terms.loss().mean().getFloat(), within(0.2));
    assertThat(metrics.train().kl()).isCloseTo(terms.kl().mean().getFloat(), within(1e-3));
    assertThat(progress).containsExactly(1000);
  }

  @Test
  void stepsLeaveNothingBehind() {
    Vae model = model(false);
    ImageData data = digits(512);
    VaeTraining training = training(model, 1, 64, 1e-3, new Elbo());
    training.run(data, new TrainingObserver() {});
    int before = manager.getManagedArrays().size();
    training.run(data, new TrainingObserver() {});

    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  /** The update must leave gradients at zero, or they would add up over the steps. */
  @Test
  void gradientsAreZeroAfterAStep() {
    Vae model = model(false);
    train(model, 1, 64, 1e-3, new Elbo());

    for (Parameter parameter : NamedParameters.of(model).values()) {
      assertThat(parameter.getArray().getGradient().abs().max().getFloat()).isZero();
    }
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingAndSaysWhere() {
    assertThatThrownBy(() -> train(model(false), 3, 64, 1e6, new Elbo()))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "epoch 1, training, step \\d+: the (kl|reconstruction) became (NaN|-?Infinity)\\.");
  }

  private List<EpochMetrics> train(
      Vae model, int epochs, int batchSize, double rate, Elbo objective) {
    return training(model, epochs, batchSize, rate, objective)
        .run(digits(1000), new TrainingObserver() {});
  }

  private VaeTraining training(Vae model, int epochs, int batchSize, double rate, Elbo objective) {
    TrainingSpec spec =
        new TrainingSpec(
            epochs, batchSize, new AdamSpec(rate, 0.9, 0.999, 1e-8), new ConstantScheduleSpec());
    return new VaeTraining(engine, manager, model, objective, Transform.UNIT, spec, SEEDS);
  }

  private ImageData digits(int limit) {
    return new DataSpec("digits", Transform.UNIT, 0, limit, 200)
        .load(manager, new DataSources(List.of()));
  }

  private Vae model(boolean conditional) {
    engine.seed(SEEDS.derive("weights"));
    Vae model =
        new ModelSpec(
                2,
                conditional,
                new FcEncoderSpec(List.of(64), Activation.RELU),
                new FcDecoderSpec(List.of(64), Activation.RELU))
            .create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihood());
    model.initialize(manager);
    return model;
  }
}
