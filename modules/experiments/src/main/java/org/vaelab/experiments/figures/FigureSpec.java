package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
   * At which epochs it is drawn, when they end; 0 is before the training. Drawing it changes no
   * number of the training.
   *
   * @return empty for once after the training
   */
  default List<Integer> epochs() {
    return List.of();
  }

  /**
   * How long each picture is shown where there is, besides, an animation of it over all epochs,
   * from before the training on.
   *
   * @return empty for no animation
   */
  default Optional<Duration> animation() {
    return Optional.empty();
  }

  /**
   * Draws the picture.
   *
   * @param model what was trained, and on what; as many epochs as its history has, so none before
   *     the training
   * @return pixels at twice the size they are meant to be shown
   */
  BufferedImage draw(TrainedModel model);
}
