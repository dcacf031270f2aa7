package org.vaelab.data.own;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.number.CsvTable;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * Images in CSV files, a row each: the pixels plane after plane and row after row, and in one
 * column the label. Pixels are bytes of 0 to 255, numbers in [0, 1], or whatever {@code minimum}
 * and {@code maximum} say; they are kept as 256 levels.
 *
 * @param path one file with all images, or a folder with train.csv and test.csv
 * @param height of the images in pixels
 * @param width of the images in pixels
 * @param channels 1 or 3
 * @param label the column of the labels, which are whole numbers from 0 on, or words; empty for
 *     images without labels
 * @param minimum what is black; null to find out
 * @param maximum what is white; null to find out
 * @param split what is for the test; null for the two files, else a tenth by chance
 */
public record Csv(
    Path path,
    int height,
    int width,
    int channels,
    String label,
    @Nullable Double minimum,
    @Nullable Double maximum,
    @Nullable SplitRule split)
    implements Dataset {
  private static final String ENDING = ".csv";

  /** Checks what is said of shape and range. */
  public Csv {
    Settings settings = new Settings().atLeast("height", height, 1).atLeast("width", width, 1);
    settings.require(channels == 1 || channels == 3, "channels", "must be 1 or 3, was " + channels);
    PixelRange.check(settings, minimum, maximum);
    settings.check();
  }

  /**
   * Grey images with a column called label.
   *
   * @param path one file with all images, or a folder with train.csv and test.csv
   * @param height of the images in pixels
   * @param width of the images in pixels
   */
  public Csv(Path path, int height, int width) {
    this(path, height, width, 1, "label", null, null, null);
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "tables of pixels of your own";
  }

  private SplitFile files() {
    return new SplitFile(path, ENDING, split);
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(channels, height, width);
  }

  @Override
  public List<String> classNames() {
    if (!isLabelled()) {
      return UNLABELLED;
    }
    return names(
        files()
            .all()
            .flatMap(file -> required(file, CsvTable.labels(file, label)).stream())
            .toList());
  }

  private List<String> names(List<String> all) {
    return ClassNumbers.names(path.toString(), all);
  }

  private List<String> required(Path file, List<String> labels) {
    if (labels.isEmpty()) {
      throw new InputException(
          file
              + " has no column called \""
              + label
              + "\"; name the column of the labels by label, or give \"\" for images without.");
    }
    return labels;
  }

  @Override
  public boolean isLabelled() {
    return !label.isEmpty();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "in " + path;
  }

  @Override
  public RawImages read(NDManager manager, Split part, DataSources sources, int limit) {
    Path file = files().of(part);
    CsvTable table = table(file);
    // One file for both splits has all labels.
    boolean known = isLabelled() && files().isShared();
    List<String> names = known ? names(table.labels()) : classNames();
    int[] classes =
        isLabelled()
            ? ClassNumbers.of(file.toString(), table.labels(), names)
            : new int[table.values().size()];
    int[] first = files().rows(classes, part, limit);
    PixelRange range = range(files().isShared() || part == Split.TRAIN ? table : null);
    return new Pixels(shape(), range.bytes(file.toString(), shape(), first, values(table)))
        .raw(
            manager,
            IntStream.of(first).map(row -> classes[row]).toArray(),
            path.toString(),
            name() + "/" + part + "-" + first.length,
            names);
  }

  private CsvTable table(Path file) {
    CsvTable table = CsvTable.read(file, label);
    if (isLabelled()) {
      required(file, table.labels());
    }
    int width = table.values().get(0).length;
    if (width != shape().size()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %,d pixels per row, but %s (channels, height, width) is %,d.",
              file,
              width,
              shape(),
              shape().size()));
    }
    return table;
  }

  /** That of the training images, where none is given. */
  private PixelRange range(@Nullable CsvTable train) {
    if (minimum != null && maximum != null) {
      return new PixelRange(minimum, maximum);
    }
    Path file = files().of(Split.TRAIN);
    CsvTable table = train == null ? table(file) : train;
    return PixelRange.find(file.toString(), shape(), table.values().size(), false, values(table));
  }

  private static PixelRange.Values values(CsvTable table) {
    return (image, pixel) -> table.values().get(image)[pixel];
  }
}
