package org.vaelab.models.family;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InvalidSettingsException.Violation;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.classifier.ClassifierLearner;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeLearner;
import org.vaelab.models.vae.VaeSpec;

/** What the built-in families say of themselves, and what their networks do of it. */
class ModelFamilyTest {
  private static final ImageShape IMAGE = new ImageShape(1, 4, 6);
  private static final int CLASSES = 3;
  private static final LossSpec FITTED =
      new LossSpec(
          new GaussianLikelihoodSpec(new OptimalSigma(), MeanActivation.SIGMOID), new Elbo(4));

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());
  private final ParameterStore weights = new ParameterStore(manager, false);
  private final NDArray images = manager.randomUniform(0, 1, IMAGE.batch(CLASSES));
  private final NDArray labels = manager.eye(CLASSES);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void abilitiesAreThoseOfTheNetwork() {
    assertThat(new VaeSpec().abilities())
        .containsExactly(
            Ability.ENCODE,
            Ability.DECODE,
            Ability.SAMPLE,
            Ability.RECONSTRUCT,
            Ability.LIKELIHOOD,
            Ability.DIVERGENCE);
    assertThat(new ClassifierSpec().abilities()).containsExactly(Ability.CLASSIFY);
  }

  @Test
  void anUnconditionalVaeTakesNoNoticeOfLabels() {
    Vae model = vae(false);

    assertThat(model.encode(weights, images, labels).mean())
        .isEqualTo(model.encode(weights, images, null).mean());
    NDArray z = manager.zeros(new Shape(CLASSES, 2));
    assertThat(model.decode(weights, z, labels).mean())
        .isEqualTo(model.decode(weights, z, null).mean());
    assertThat(model.divergence(weights, images, labels))
        .isEqualTo(model.divergence(weights, images, null));
  }

  @Test
  void aConditionalVaeReadsThem() {
    Vae model = vae(true);
    NDArray others = labels.flip(0);

    assertThat(model.reconstruct(weights, images, labels, Representative.MEAN).mean())
        .isNotEqualTo(model.reconstruct(weights, images, others, Representative.MEAN).mean());
  }

  private Vae vae(boolean conditional) {
    VaeLearner learner =
        new VaeSpec(2, conditional, new FcEncoderSpec(), new FcDecoderSpec())
            .create(IMAGE, CLASSES, new LossSpec());
    learner.initialize(manager);
    return learner.block();
  }

  @Test
  void onlyWhatIsFittedIsFittedAfterAnEpoch() {
    VaeLearner fitted = new VaeSpec().create(IMAGE, CLASSES, FITTED);

    assertThat(fitted.epochFit()).isPresent();
    assertThat(fitted.lossWeights(new Progress(0, 1))).isEqualTo(Map.of("beta", 4.0));
    assertThat(new VaeSpec().create(IMAGE, CLASSES, new LossSpec()).epochFit()).isEmpty();
    ClassifierLearner classifier =
        new ClassifierSpec().create(new ImageShape(1, 28, 28), CLASSES, new LossSpec());
    assertThat(classifier.epochFit()).isEmpty();
    assertThat(classifier.lossWeights(new Progress(0, 1))).isEmpty();
  }

  @Test
  void whatDoesNotGoWithTheTaskIsNamedByItsPath() {
    Settings conflicts = new Settings();
    new VaeSpec().check(new Task(IMAGE, CLASSES, false, 100, new LossSpec()), conflicts);
    new ClassifierSpec().check(new Task(IMAGE, CLASSES, true, null, FITTED), conflicts);

    assertThat(conflicts.violations())
        .extracting(Violation::field)
        .containsExactly("loss.likelihood", "loss");
  }
}
