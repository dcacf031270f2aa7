package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.List;

/** The choice of a picture. */
public sealed interface FigureSpec
    permits ReconstructionsSpec,
        SamplesSpec,
        LatentSpec,
        CurvesSpec,
        ManifoldSpec,
        ClassSheetSpec,
        MeanCodesSpec,
        CovarianceSpec,
        KlDimensionsSpec {
  /**
   * The name of its file, without the ending.
   *
   * @return for example reconstructions
   */
  String fileName();

  /**
   * At which epochs it is drawn.
   *
   * @return empty for once after the training
   */
  default List<Integer> epochs() {
    return List.of();
  }

  /**
   * Draws the picture.
   *
   * @param model what was trained, and on what
   * @return pixels at twice the size they are meant to be shown
   */
  BufferedImage draw(TrainedModel model);
}
