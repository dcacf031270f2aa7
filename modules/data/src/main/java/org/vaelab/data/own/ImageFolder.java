package org.vaelab.data.own;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.picture.PictureFile;
import org.vaelab.data.picture.Resize;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * Pictures in folders: one sub-folder per class, or none for images without labels. They are read
 * in an order of chance, which the split's seed decides.
 *
 * @param path the folder; of folders {@code train} and {@code test}, each of which is divided into
 *     classes, the one around them
 * @param height of the images in pixels; null for that of the first picture
 * @param width of the images in pixels; null for that of the first picture
 * @param channels 1 (grey) or 3 (red, green, blue); null for what the first picture has
 * @param resize what is done with pictures of another size; null to refuse them
 * @param split what is for the test; null for folders where there are, else a tenth by chance
 */
public record ImageFolder(
    Path path,
    @Nullable Integer height,
    @Nullable Integer width,
    @Nullable Integer channels,
    @Nullable Resize resize,
    @Nullable SplitRule split)
    implements Dataset {
  private static final int LARGEST = 4096;

  /** Checks what is said of the images' shape. */
  public ImageFolder {
    Settings settings = new Settings();
    settings.require(
        (height == null) == (width == null),
        height == null ? "height" : "width",
        "is missing: height and width belong together");
    if (height != null && width != null) {
      settings.between("height", height, 1, LARGEST).between("width", width, 1, LARGEST);
    }
    settings.require(
        channels == null || channels == 1 || channels == 3,
        "channels",
        "must be 1 or 3, was " + channels);
    settings.require(
        resize == null || height != null, "resize", "needs height and width to resize to");
    settings.check();
  }

  /**
   * Pictures of one size.
   *
   * @param path the folder
   */
  public ImageFolder(Path path) {
    this(path, null, null, null, null, null);
  }

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String description() {
    return "a folder of pictures of your own";
  }

  @Override
  public ImageShape shape() {
    if (height != null && width != null && channels != null) {
      return new ImageShape(channels, height, width);
    }
    try (PictureFile first = PictureFile.open(folder(Split.TRAIN).files().get(0))) {
      int found = channels == null ? (first.picture().isGrey() ? 1 : 3) : channels;
      return new ImageShape(
          found, height == null ? first.height() : height, width == null ? first.width() : width);
    }
  }

  @Override
  public List<String> classNames() {
    PictureFolder train = folder(Split.TRAIN);
    if (rule() instanceof FolderSplit) {
      requireSame(train.classNames(), folder(Split.TEST).classNames());
    }
    return train.classNames().isEmpty() ? UNLABELLED : train.classNames();
  }

  @Override
  public boolean isLabelled() {
    return !folder(Split.TRAIN).classNames().isEmpty();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "in " + path;
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    PictureFolder folder = folder(split);
    int[] rows =
        rule() instanceof ShareSplit share
            ? share.rows(path.toString(), folder.classes(), split)
            : ShareSplit.order(folder.files().size(), 0);
    int[] first = Arrays.copyOf(rows, Math.min(limit, rows.length));
    PictureReader reader = new PictureReader(path, shape(), channels != null, resize);
    String skipped =
        folder.skipped() == 0 ? "" : " (" + folder.skipped() + " hidden files skipped)";
    return new Pixels(shape(), reader.read(folder.files(), first))
        .raw(
            manager,
            Arrays.stream(first).map(row -> folder.classes()[row]).toArray(),
            path + skipped,
            name() + "/" + split + "-" + first.length,
            classNames());
  }

  private SplitRule rule() {
    if (split != null) {
      return split;
    }
    boolean folders =
        Files.isDirectory(path.resolve("train")) && Files.isDirectory(path.resolve("test"));
    return folders ? new FolderSplit() : new ShareSplit();
  }

  private PictureFolder folder(Split part) {
    PictureFolder.requireFolder(path);
    return PictureFolder.of(rule() instanceof FolderSplit ? path.resolve(part.toString()) : path);
  }

  private void requireSame(List<String> train, List<String> test) {
    if (!train.equals(test)) {
      throw new InputException(
          path
              + " has other classes for training ("
              + shown(train)
              + ") than for the test ("
              + shown(test)
              + "); each must have a folder in both.");
    }
  }

  private static String shown(List<String> names) {
    List<String> some = names.subList(0, Math.min(10, names.size()));
    return names.isEmpty()
        ? "none"
        : String.join(", ", some) + (some.size() < names.size() ? ", ..." : "");
  }
}
