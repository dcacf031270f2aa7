package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/**
 * A sheet of the images that the decoder makes of draws of the prior; a conditional model gets one
 * for each class, of the same draws (the same noise where the prior depends on the class).
 *
 * @param size how many images the sheet is wide and high
 * @param label the only class that a conditional model is given; null for all
 */
public record ClassSheetSpec(int size, @Nullable Integer label) implements FigureSpec {
  /** Checks the numbers. */
  public ClassSheetSpec {
    new Settings()
        .between("size", size, 1, 100)
        .atLeast("label", label == null ? 0 : label, 0)
        .check();
  }

  /** Twenty by twenty images. */
  public ClassSheetSpec() {
    this(20, null);
  }

  @Override
  public String fileName() {
    return "class-sheet";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.SAMPLE, Ability.DECODE);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    new LabelChecks(subject, conflicts).one(label);
  }

  @Override
  public long tilePixels(ImageShape shape, int classes) {
    return CodeSheets.pixels(shape, size, label == null ? classes : 1);
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    long seed = source.seeds().derive("figure-class-sheet");
    return CodeSheets.draw(
        source,
        size,
        label,
        CodeSheets.Axes.NONE,
        each -> {
          int[] classes = new int[size * size];
          Arrays.fill(classes, each);
          return source.model().drawPrior(classes, seed);
        });
  }
}
