package org.vaelab.spec;

import java.util.List;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.inference.TrainedModel;
import org.vaelab.training.Seeds;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * What a figure is drawn from.
 *
 * @param model that is trained, or half trained
 * @param data it was trained and tested on
 * @param transform what happens to images before the model sees them
 * @param seeds where the random streams come from
 * @param history the numbers of each epoch
 */
public record FigureSource(
    TrainedModel model,
    ImageData data,
    Transform transform,
    Seeds seeds,
    List<EpochMetrics> history) {
  /**
   * Reads the data with the model.
   *
   * @return a view of both
   */
  public ImageSetReader reader() {
    return new ImageSetReader(model, transform);
  }
}
