package org.vaelab.models.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Iwae;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.Miwae;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.Piwae;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerContext;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Tape;

/** A VAE is measured with as many draws of z as it is trained with, but one after the other. */
class VaeLearnerTest {
  private static final ImageShape IMAGE = new ImageShape(1, 4, 6);
  private static final int IMAGES = 5;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Changes nothing, and remembers how many rows it saw at a time. */
  record Witness(List<Long> rows) implements LayerSpec {
    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public Block create(LayerContext context) {
      return LambdaBlock.singleton(
          x -> {
            rows.add(x.getShape().get(0));
            return x;
          });
    }
  }

  @Test
  void theDrawsAreDecodedOneAfterTheOther() {
    List<Long> rows = new ArrayList<>();
    evaluate(learner(7, new Witness(rows)));

    assertThat(rows).hasSize(7).containsOnly((long) IMAGES);
  }

  @Test
  void eachTermIsTheMeanOverTheDraws() {
    VaeLearner several = learner(3);
    VaeLearner single = new VaeLearner(several.block(), objective(1));
    engine.seed(4);
    NDList means = evaluate(several);
    engine.seed(4);
    List<NDList> draws = List.of(evaluate(single), evaluate(single), evaluate(single));

    for (int term = 0; term < means.size(); term++) {
      for (int image = 0; image < IMAGES; image++) {
        double sum = 0;
        for (NDList draw : draws) {
          sum += draw.get(term).getFloat(image);
        }
        assertThat(means.get(term).getFloat(image)).isCloseTo((float) (sum / 3), within(1e-4f));
      }
    }
    assertThat(draws.get(0).get(1).toFloatArray()).isNotEqualTo(draws.get(1).get(1).toFloatArray());
  }

  /** The bound on memory is worth nothing where what was decoded stays until the end. */
  @Test
  void aDrawLeavesNothingBehind() {
    VaeLearner two = learner(2);
    VaeLearner many = new VaeLearner(two.block(), objective(9));

    assertThat(arraysLeftBy(many)).isEqualTo(arraysLeftBy(two));
  }

  /** Whatever the loss weighs, and less the Jacobian of what standardising did to the pixels. */
  @Test
  void theBoundIsReconstructionAndDivergence() {
    Map<String, Double> means = Map.of("loss", 7.0, "reconstruction", 100.0, "kl", 20.0);

    assertThat(learner(1).derived(means, 0)).isEqualTo(Map.of("elbo", 120.0));
    assertThat(learner(1).derived(means, 15)).isEqualTo(Map.of("elbo", 105.0));
  }

  @Test
  void theSettledLossHasTheFullBeta() {
    Map<String, Double> means = Map.of("loss", 7.0, "reconstruction", 100.0, "kl", 20.0);
    Vae model = learner(1).block();

    assertThat(new VaeLearner(model, new Elbo(4)).settledLoss(means)).isEqualTo(7);
    VaeLearner warming =
        new VaeLearner(model, new Elbo(4, new LinearWarmUp(9), 0, 1, KlForm.EXACT, 0.5));
    assertThat(warming.settledLoss(means)).isEqualTo(130);
    assertThat(warming.unsettled()).isEmpty();
    assertThat(learner(1).unsettled()).isEmpty();
    VaeLearner free =
        new VaeLearner(model, new Elbo(4, new LinearWarmUp(9), 0.1, 1, KlForm.EXACT, 1));
    assertThat(free.settledLoss(means)).isEqualTo(7);
    assertThat(free.unsettled().orElseThrow()).startsWith("grows with the beta of the warm-up");
  }

  /** Many samples are no reason to decode more images at once than memory holds. */
  @Test
  void imagesThatAreIndependentAreTakenInParts() {
    VaeLearner whole = new VaeLearner(learner(1).block(), new Iwae(4000));
    List<Long> rows = new ArrayList<>();
    VaeLearner parts = new VaeLearner(learner(1, new Witness(rows)).block(), new Iwae(8000));

    assertThat(evaluate(parts).get(0).getShape()).isEqualTo(new Shape(IMAGES));
    assertThat(rows).containsExactly(16_000L, 16_000L, 8000L);
    // Many samples: whatever was drawn, the bound is nearly the same.
    assertThat(evaluate(parts).get(0).toFloatArray())
        .containsExactly(evaluate(whole).get(0).toFloatArray(), within(0.05f));
  }

  /** Encoder and decoder move along losses of their own, each as if it were the only one. */
  @Test
  void theEncoderMayHaveALossOfItsOwn() {
    Vae model = learner(1).block();
    Map<String, float[]> split = gradients(model, new Piwae(4, 2));
    Map<String, float[]> encoder = gradients(model, new Miwae(4, 2));
    Map<String, float[]> decoder = gradients(model, new Iwae(4));

    assertThat(split.keySet()).anyMatch(name -> name.startsWith("encoder"));
    split.forEach(
        (name, gradient) -> {
          boolean encoders = name.startsWith("encoder");
          assertThat(gradient)
              .as(name)
              .containsExactly((encoders ? encoder : decoder).get(name), within(1e-6f));
          assertThat((encoders ? decoder : encoder).get(name)).isNotEqualTo(gradient);
        });
    assertThatThrownBy(
            () -> train(new ParameterStore(manager, false), new VaeLearner(model, new Piwae())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has another loss for the encoder");
  }

  private Map<String, float[]> gradients(Vae model, Objective objective) {
    engine.seed(11);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (Tape tape = new Tape(manager)) {
      NDArray loss = train(tape, new VaeLearner(model, objective)).head().mean();
      Map<String, NDArray> weights = new LinkedHashMap<>();
      NamedParameters.of(model).forEach((name, each) -> weights.put(name, each.getArray()));
      List<NDArray> all = tape.gradients(loss, weights.values());
      int i = 0;
      for (String name : weights.keySet()) {
        gradients.put(name, all.get(i++).toFloatArray());
      }
    }
    return gradients;
  }

  private NDList train(ParameterStore store, VaeLearner learner) {
    NDArray images = manager.full(IMAGE.batch(IMAGES), 0.3f);
    NDArray labels = manager.zeros(new Shape(IMAGES, 10));
    return learner.train(store, images, labels, new Progress(0, 1));
  }

  private int arraysLeftBy(VaeLearner learner) {
    try (NDManager step = manager.newSubManager()) {
      NDArray images = step.full(IMAGE.batch(IMAGES), 0.3f);
      learner.evaluate(new ParameterStore(manager, false), images, step.zeros(new Shape(5, 10)));
      return step.getManagedArrays().size();
    }
  }

  private NDList evaluate(VaeLearner learner) {
    NDArray images = manager.full(IMAGE.batch(IMAGES), 0.3f);
    NDArray labels = manager.zeros(new Shape(IMAGES, 10));
    return learner.evaluate(new ParameterStore(manager, false), images, labels);
  }

  private VaeLearner learner(int samples, LayerSpec... decoder) {
    engine.seed(2);
    List<LayerSpec> layers = new ArrayList<>(List.of(new DenseSpec(6)));
    layers.addAll(List.of(decoder));
    VaeSpec spec = new VaeSpec(2, false, new FcEncoderSpec(), new FcDecoderSpec(layers));
    Vae model = spec.create(IMAGE, 10, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    return new VaeLearner(model, objective(samples));
  }

  private static Elbo objective(int samples) {
    return new Elbo(0.5, new NoWarmUp(), 0.3, samples, KlForm.EXACT, 2);
  }
}
