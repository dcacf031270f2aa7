package org.vaelab.experiments.spec;

import java.util.Locale;
import org.vaelab.engine.InputException;
import org.vaelab.losses.distribution.FittedLikelihood;
import org.vaelab.losses.distribution.Likelihood;

/** A likelihood that is fitted to residuals needs enough of them. */
public final class FittedImages {
  private FittedImages() {}

  /**
   * Checks that there are enough training images.
   *
   * @param likelihood of the model
   * @param images how many training images there are
   * @throws InputException when there are too few
   */
  public static void require(Likelihood likelihood, int images) {
    if (likelihood instanceof FittedLikelihood fitted && images < fitted.imagesNeeded()) {
      throw new InputException("loss.likelihood " + message(fitted, images));
    }
  }

  static String message(FittedLikelihood likelihood, int images) {
    return String.format(
        Locale.ROOT,
        "is fitted to residuals and needs at least %,d training images, one a dimension, but there"
            + " are %,d; raise data.limit, or use another sigma",
        likelihood.imagesNeeded(),
        images);
  }
}
