package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.Mosaic;
import org.vaelab.experiments.drawing.TileStyle;
import org.vaelab.input.ImageShape;
import org.vaelab.spec.FigureSource;

/** Square sheets of decoded codes: one, or one for each class beside the others. */
final class CodeSheets {
  /** How many sheets stand side by side. */
  static final int ACROSS = 5;

  private static final int SIDE = 1120;

  private CodeSheets() {}

  /**
   * What is written beside and below a sheet.
   *
   * @param rows a text for each row, most of them blank; empty for none
   * @param columns a text for each column
   */
  record Axes(List<String> rows, List<String> columns) {
    static final Axes NONE = new Axes(List.of(), List.of());

    /** Two latent dimensions at the same places; the second one down, or up where {@code up}. */
    static Axes of(double[] places, boolean up) {
      List<String> rows = texts("z2", places, up);
      return new Axes(rows, texts("z1", places, false));
    }

    /** The first place, the one in the middle and the last. */
    private static List<String> texts(String name, double[] places, boolean backwards) {
      String[] texts = new String[places.length];
      Arrays.fill(texts, "");
      int last = places.length - 1;
      for (int i : new int[] {0, last / 2, last}) {
        double place = places[backwards ? last - i : i];
        texts[i] = String.format(Locale.ROOT, i == 0 ? name + " = %.2f" : "%.2f", place);
      }
      return List.of(texts);
    }
  }

  /**
   * Draws the sheet of one class, or of all classes where a conditional model has none given.
   *
   * @param size how many images a sheet is wide and high
   * @param label the class; null for all
   * @param axes beside and below each sheet
   * @param codes gives the codes of a class, {@code size * size} of them, row by row
   */
  static BufferedImage draw(
      FigureSource source,
      int size,
      @Nullable Integer label,
      Axes axes,
      IntFunction<float[][]> codes) {
    List<String> names = source.data().classNames();
    boolean all = source.model().description().model().conditional() && label == null;
    int[] classes =
        all ? IntStream.range(0, names.size()).toArray() : new int[] {label == null ? 0 : label};
    List<Mosaic.Block> sheets = new ArrayList<>();
    for (int each : classes) {
      int[] repeated = new int[size * size];
      Arrays.fill(repeated, each);
      float[][] images = source.model().decode(codes.apply(each), repeated);
      List<String> title = all ? List.of(names.get(each)) : List.of();
      sheets.add(
          new Mosaic.Block(title, axes.rows(), axes.columns(), ImageGrid.rows(images, size)));
    }
    return Mosaic.draw(sheets, ACROSS, 0, style(source.data().shape(), size, classes.length));
  }

  /** How many pixels the tiles of so many sheets take. */
  static long pixels(ImageShape shape, int size, int sheets) {
    return sheets * style(shape, size, sheets).pixels(size, size, 0);
  }

  private static TileStyle style(ImageShape shape, int size, int sheets) {
    return TileStyle.grey(shape, (sheets > 1 ? SIDE / 2 : SIDE) / size);
  }
}
