package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vaelab.engine.Settings;

/**
 * New images: the decoder's mean from draws of the prior. A conditional model gets a row a class.
 *
 * @param rows how many rows an unconditional model gets
 * @param columns how many images a row has
 */
public record SamplesSpec(int rows, int columns) implements FigureSpec {
  /** Checks the counts. */
  public SamplesSpec {
    new Settings().atLeast("rows", rows, 1).atLeast("columns", columns, 1).check();
  }

  /** Ten rows of ten. */
  public SamplesSpec() {
    this(10, 10);
  }

  @Override
  public String fileName() {
    return "samples";
  }

  @Override
  public BufferedImage draw(TrainedModel model) {
    boolean conditional = model.model().conditional();
    List<String> names = conditional ? model.data().classNames() : List.of();
    int drawnRows = conditional ? names.size() : rows;
    int[] classes = new int[drawnRows * columns];
    Arrays.setAll(classes, i -> i / columns);
    float[][] images = model.sample(classes);
    List<float[][]> grid = new ArrayList<>();
    for (int r = 0; r < drawnRows; r++) {
      grid.add(Arrays.copyOfRange(images, r * columns, (r + 1) * columns));
    }
    return ImageGrid.draw(grid, names, model.data().shape());
  }
}
