package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * An objective as a DJL loss, for DJL's own {@code Trainer}: the mean over the batch, in nats per
 * image.
 *
 * <p>The labels are the images themselves; the predictions are the list that a network gave through
 * {@link VaeOutput#toList}. DJL tells a loss neither how many samples to draw nor how many steps
 * there were: a network draws one, and there is no warm-up.
 */
public final class VaeLoss extends Loss {
  private final Objective objective;

  /**
   * A loss.
   *
   * @param objective what is minimised
   */
  public VaeLoss(Objective objective) {
    super("loss");
    this.objective = objective;
  }

  @Override
  public NDArray evaluate(NDList labels, NDList predictions) {
    ObjectiveTerms terms = objective.terms(VaeOutput.fromList(predictions), labels.head());
    if (terms.encoderLoss() != null) {
      throw new IllegalStateException(
          objective + " has another loss for the encoder, and DJL's Trainer knows of one alone");
    }
    return terms.loss().mean();
  }
}
