package org.vaelab.models.vae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.VaeLoss;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;

/** Plain DJL code, with nothing of vaelab's training, uses the network and the loss. */
class DjlTrainerTest {
  private static final ImageShape IMAGE = new ImageShape(1, 8, 8);
  private static final int IMAGES = 256;

  @Test
  void trainsWithDjlsOwnTrainer() throws IOException, TranslateException {
    ComputeEngine engine = ComputeEngine.start();
    engine.seed(1);
    VaeSpec spec =
        new VaeSpec(
            2,
            true,
            new FcEncoderSpec(DenseSpec.layers(32), new Activation.Relu()),
            new FcDecoderSpec(DenseSpec.layers(32), new Activation.Relu()));
    Vae vae = spec.create(IMAGE, 2, new BernoulliLikelihoodSpec());
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(new VaeLoss(new Elbo()))
            .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build())
            .addTrainingListeners(new EvaluatorTrainingListener());

    try (Model model = Model.newInstance("cvae")) {
      model.setBlock(vae);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(IMAGE.batch(32), new Shape(32, 2));
        ArrayDataset stripes = stripes(model.getNDManager());
        EasyTrain.fit(trainer, 1, stripes, null);
        float early = trainer.getTrainingResult().getTrainLoss();
        EasyTrain.fit(trainer, 40, stripes, null);
        float late = trainer.getTrainingResult().getTrainLoss();

        assertThat(early).isGreaterThan(30f);
        // Rows or columns of stripes, given the label: little is left to code but the phase.
        assertThat(late).isLessThan(5f);
      }
    }
  }

  /** Class 0 has striped rows, class 1 striped columns; each in two phases. */
  private static ArrayDataset stripes(NDManager manager) {
    float[] pixels = new float[IMAGES * IMAGE.size()];
    int[] classes = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      classes[i] = i % 2;
      for (int p = 0; p < IMAGE.size(); p++) {
        int line = classes[i] == 0 ? p / 8 : p % 8;
        pixels[i * IMAGE.size() + p] = (line + i / 2) % 2;
      }
    }
    NDArray images = manager.create(pixels).reshape(IMAGE.batch(IMAGES));
    NDArray labels = manager.create(classes).oneHot(2, DataType.FLOAT32);
    return new ArrayDataset.Builder()
        .setData(images, labels)
        .optLabels(images)
        .setSampling(32, true)
        .build();
  }
}
