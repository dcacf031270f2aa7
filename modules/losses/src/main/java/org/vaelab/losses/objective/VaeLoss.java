package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import org.vaelab.losses.distribution.Likelihood;

/**
 * An objective as a DJL loss, for DJL's own {@code Trainer}: the mean over the batch, in nats per
 * image.
 *
 * <p>The labels are the images themselves; the predictions are what a network gives through {@link
 * VaeOutput#toList}. DJL does not tell a loss whether it trains, so the likelihood is always that
 * of training; and it counts no steps, so there is no warm-up.
 */
public final class VaeLoss extends Loss {
  private final Objective objective;
  private final Likelihood likelihood;

  /**
   * A loss for networks whose decoder is read as {@code likelihood}.
   *
   * @param objective what is minimised
   * @param likelihood how the decoder's output is read; a child of the network where it has
   *     parameters
   */
  public VaeLoss(Objective objective, Likelihood likelihood) {
    super("loss");
    this.objective = objective;
    this.likelihood = likelihood;
  }

  @Override
  public NDArray evaluate(NDList labels, NDList predictions) {
    VaeOutput output = VaeOutput.fromList(predictions, likelihood, true);
    return objective.terms(output, labels.head()).loss().mean();
  }
}
