package org.vaelab.data.own;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.number.NpyArray;
import org.vaelab.data.number.NpzFile;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * Images in NumPy's NPZ files, {@code (N, H, W)}, {@code (N, H, W, C)}, {@code (N, C, H, W)} or
 * flat {@code (N, C H W)}. Pixels are bytes of 0 to 255, numbers in [0, 1], or whatever {@code
 * minimum} and {@code maximum} say; they are kept as 256 levels.
 *
 * @param path one file with all images, or a folder with train.npz and test.npz
 * @param images what their array is called
 * @param labels what the array of their classes is called, {@code (N)} whole numbers from 0 on;
 *     empty for images without labels
 * @param height of flat images in pixels
 * @param width of flat images in pixels
 * @param channels 1 or 3; null for 1 of flat images, and for what the array's shape says
 * @param minimum what is black; null to find out
 * @param maximum what is white; null to find out
 * @param split what is for the test; null for the two files, else a tenth by chance
 */
public record Npz(
    Path path,
    String images,
    String labels,
    @Nullable Integer height,
    @Nullable Integer width,
    @Nullable Integer channels,
    @Nullable Double minimum,
    @Nullable Double maximum,
    @Nullable SplitRule split)
    implements Dataset {
  private static final String ENDING = ".npz";

  /** Checks what is said of shape and range. */
  public Npz {
    Settings settings = new Settings();
    settings.require(
        (height == null) == (width == null),
        height == null ? "height" : "width",
        "is missing: height and width belong together");
    settings.require(
        channels == null || channels == 1 || channels == 3,
        "channels",
        "must be 1 or 3, was " + channels);
    PixelRange.check(settings, minimum, maximum);
    settings.check();
  }

  /**
   * Arrays called {@code images} and {@code labels}.
   *
   * @param path one file with all images, or a folder with train.npz and test.npz
   */
  public Npz(Path path) {
    this(path, "images", "labels", null, null, null, null, null, null);
  }

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public String description() {
    return "NumPy arrays of your own";
  }

  private SplitFile files() {
    return new SplitFile(path, ENDING, split);
  }

  @Override
  public ImageShape shape() {
    return layout(files().of(Split.TRAIN)).shape();
  }

  private ArrayLayout layout(Path file) {
    return ArrayLayout.of(
        file + " " + images, NpzFile.header(file, images).shape(), height, width, channels);
  }

  @Override
  public List<String> classNames() {
    if (!isLabelled()) {
      return UNLABELLED;
    }
    return names(
        files()
            .all()
            .flatMapToInt(file -> Arrays.stream(NpzFile.read(file, labels).classes()))
            .toArray());
  }

  private List<String> names(int[] all) {
    return ClassNumbers.names(path + " " + labels, all);
  }

  @Override
  public boolean isLabelled() {
    return !labels.isEmpty();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "in " + path;
  }

  @Override
  public RawImages read(NDManager manager, Split part, DataSources sources, int limit) {
    Path file = files().of(part);
    NpyArray array = NpzFile.read(file, images);
    ArrayLayout layout = layout(file);
    if (!layout.shape().equals(shape())) {
      throw new InputException(
          file
              + " has images of "
              + layout.shape()
              + ", but those of training are "
              + shape()
              + ".");
    }
    int count = array.shape()[0];
    int[] classes = isLabelled() ? NpzFile.read(file, labels).classes() : new int[count];
    if (classes.length != count) {
      throw new InputException(
          file + " has " + count + " images, but " + classes.length + " labels.");
    }
    // One file for both splits has all labels.
    List<String> names = isLabelled() && files().isShared() ? names(classes) : classNames();
    int[] first = files().rows(classes, part, limit);
    PixelRange range = range(files().isShared() || part == Split.TRAIN ? array : null);
    return new Pixels(
            layout.shape(),
            range.bytes(file + " " + images, layout.shape(), first, values(array, layout)))
        .raw(
            manager,
            IntStream.of(first).map(row -> classes[row]).toArray(),
            path.toString(),
            name() + "/" + part + "-" + first.length,
            names);
  }

  /** That of the training images, where none is given. */
  private PixelRange range(@Nullable NpyArray train) {
    if (minimum != null && maximum != null) {
      return new PixelRange(minimum, maximum);
    }
    Path file = files().of(Split.TRAIN);
    NpyArray array = train == null ? NpzFile.read(file, images) : train;
    ArrayLayout layout = layout(file);
    return PixelRange.find(
        array.name(), layout.shape(), array.shape()[0], array.isBytes(), values(array, layout));
  }

  private static PixelRange.Values values(NpyArray array, ArrayLayout layout) {
    return (image, pixel) -> array.number(layout.place(image, pixel));
  }
}
