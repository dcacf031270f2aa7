package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import org.vaelab.losses.distribution.FullCovarianceLikelihood;

/** The fitted covariance of all pixels' residuals, of a likelihood that has one. */
public record CovarianceSpec() implements FigureSpec {
  @Override
  public String fileName() {
    return "covariance";
  }

  @Override
  public BufferedImage draw(TrainedModel model) {
    if (!(model.model().likelihood() instanceof FullCovarianceLikelihood likelihood)) {
      throw new IllegalArgumentException("the likelihood has no full covariance");
    }
    try (NDManager scratch = model.manager().newSubManager()) {
      NDArray covariance = likelihood.covariance(scratch).toType(DataType.FLOAT32, false);
      return HeatMap.draw(TrainedModel.rows(covariance), "Residual covariance", "pixel");
    }
  }
}
