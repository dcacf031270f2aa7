package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/**
 * The images that the decoder makes of a grid of codes of two dimensions, whose places are written
 * beside it: the first grows to the right.
 *
 * @param size how many images the grid is wide and high
 * @param range where the codes lie
 * @param topRow whether the second dimension grows downwards or upwards
 * @param label the class that a conditional model is given; null for a grid of each class
 */
public record ManifoldSpec(int size, GridRange range, TopRow topRow, @Nullable Integer label)
    implements FigureSpec {
  /** Checks the numbers. */
  public ManifoldSpec {
    new Settings()
        .between("size", size, 2, 100)
        .atLeast("label", label == null ? 0 : label, 0)
        .check();
  }

  /** Twenty by twenty quantiles of the prior. */
  public ManifoldSpec() {
    this(20, new QuantileRange(), TopRow.LOWEST, null);
  }

  @Override
  public String fileName() {
    return "manifold";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.DECODE);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    int latent = subject.model().latent();
    conflicts.require(
        latent == 2,
        "type",
        "manifold needs two latent dimensions, but model.latent is "
            + latent
            + "; class-sheet shows draws of any number");
    new LabelChecks(subject, conflicts).one(label);
  }

  @Override
  public long tilePixels(ImageShape shape, int classes) {
    return CodeSheets.pixels(shape, size, label == null ? classes : 1);
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    double[] places = range.values(source.model().manager(), size);
    float[][] codes = codes(places, topRow);
    CodeSheets.Axes axes = CodeSheets.Axes.of(places, topRow == TopRow.HIGHEST);
    return CodeSheets.draw(source, size, label, axes, each -> codes);
  }

  /** The code of each image, row by row. */
  static float[][] codes(double[] places, TopRow topRow) {
    int size = places.length;
    float[][] codes = new float[size * size][];
    for (int i = 0; i < codes.length; i++) {
      int row = i / size;
      double second = places[topRow == TopRow.LOWEST ? row : size - 1 - row];
      codes[i] = new float[] {(float) places[i % size], (float) second};
    }
    return codes;
  }
}
