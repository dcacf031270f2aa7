package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.function.UnaryOperator;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.distribution.FittedLikelihood;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.Vae;

/**
 * Fits a likelihood in closed form to what the network leaves of the training images: a pass over
 * all of them, each reconstructed from one draw of its posterior.
 */
final class ResidualFit {
  private static final int BATCH = 1000;

  private ResidualFit() {}

  /** Refits the likelihood of {@code model}, where it is one that is fitted. */
  static void refit(
      NDManager manager, Vae model, ImageSet images, UnaryOperator<NDArray> transform) {
    if (!(model.likelihood() instanceof FittedLikelihood likelihood)) {
      return;
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray sum = null;
      for (int from = 0; from < images.size(); from += BATCH) {
        int to = Math.min(from + BATCH, images.size());
        try (NDManager step = scratch.newSubManager()) {
          NDArray statistic =
              likelihood.residualStatistic(
                  residuals(step, model, images.range(step, from, to), transform));
          NDArray next = sum == null ? statistic : statistic.add(sum);
          next.attach(scratch);
          if (sum != null) {
            sum.close();
          }
          sum = next;
        }
      }
      if (sum != null) {
        likelihood.fit(sum, images.size());
      }
    }
  }

  private static NDArray residuals(
      NDManager step, Vae model, LabelledImages batch, UnaryOperator<NDArray> transform) {
    NDArray images = transform.apply(batch.images());
    NDArray labels = model.conditional() ? batch.labels() : null;
    VaeOutput output = model.forward(new ParameterStore(step, false), images, labels, 1, false);
    return images.sub(output.likelihood().mean());
  }
}
