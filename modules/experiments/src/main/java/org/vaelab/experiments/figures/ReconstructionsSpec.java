package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.List;
import org.vaelab.engine.Settings;

/**
 * Test images over what the model makes of them: the decoder's mean from the posterior's mean.
 *
 * @param count how many images
 */
public record ReconstructionsSpec(int count) implements FigureSpec {
  /** Checks the count. */
  public ReconstructionsSpec {
    new Settings().atLeast("count", count, 1).check();
  }

  /** Twelve images. */
  public ReconstructionsSpec() {
    this(12);
  }

  @Override
  public String fileName() {
    return "reconstructions";
  }

  @Override
  public BufferedImage draw(TrainedModel model) {
    TrainedModel.Reconstructed reconstructed = model.reconstruct(count);
    return ImageGrid.draw(
        List.of(reconstructed.inputs(), reconstructed.means()),
        List.of("input", "reconstruction"),
        model.data().shape());
  }
}
