package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.util.Set;
import org.vaelab.experiments.drawing.HeatMap;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.LikelihoodModel;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/** The fitted covariance of all pixels' residuals, of a likelihood that has one. */
public record CovarianceSpec() implements FigureSpec {
  @Override
  public String fileName() {
    return "covariance";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.LIKELIHOOD);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    conflicts.require(
        subject.loss().likelihood().hasCovariance(),
        "type",
        "covariance needs loss.likelihood \"gaussian\" with sigma \"full-covariance\"");
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    Likelihood likelihood = source.model().network(LikelihoodModel.class).likelihood();
    try (NDManager scratch = source.model().manager().newSubManager()) {
      NDArray covariance =
          likelihood.covariance(scratch).orElseThrow().toType(DataType.FLOAT32, false);
      int side = Math.toIntExact(covariance.getShape().get(0));
      float[][] rows = new float[side][];
      for (int i = 0; i < side; i++) {
        rows[i] = covariance.get(i).toFloatArray();
      }
      return HeatMap.draw(rows, "Residual covariance", "pixel");
    }
  }
}
