package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;

/** The choice of a picture. */
public sealed interface FigureSpec
    permits ReconstructionsSpec, SamplesSpec, LatentSpec, CurvesSpec {
  /**
   * The name of its file, without the ending.
   *
   * @return for example reconstructions
   */
  String fileName();

  /**
   * Draws the picture.
   *
   * @param model what was trained, and on what
   * @return pixels at twice the size they are meant to be shown
   */
  BufferedImage draw(TrainedModel model);
}
