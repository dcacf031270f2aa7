package org.vaelab.experiments.command;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vaelab.data.source.RawImages;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.input.ImageShape;

/**
 * What is in a data set.
 *
 * @param name of the data set
 * @param shape of an image
 * @param classNames what its classes are called
 * @param train its training images
 * @param test its test images
 */
record DataSummary(
    String name, ImageShape shape, List<String> classNames, RawImages train, RawImages test) {
  private static final int PIECE = 1000;
  private static final int TOLD = 20;
  private static final int COLUMNS = 10;

  /** Counts and shapes, pixels, classes, duplicates, and which bytes they are. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d train and %,d test images of %s, %d classes; %s",
            name,
            train.labels().length,
            test.labels().length,
            shape,
            classNames.size(),
            train.origin()));
    lines.add(pixels());
    lines.addAll(classes());
    lines.add(duplicates());
    Stream.of(train, test)
        .flatMap(raw -> raw.fingerprints().stream())
        .forEach(each -> lines.add("  sha256 " + each.sha256() + "  " + each.name()));
    return lines;
  }

  private String pixels() {
    long[] levels = new long[256];
    for (RawImages raw : List.of(train, test)) {
      over(
          raw,
          (image, row) -> {
            for (byte pixel : image) {
              levels[pixel & 255]++;
            }
          });
    }
    double count = Arrays.stream(levels).sum();
    double mean = IntStream.range(0, 256).mapToDouble(i -> i * levels[i]).sum() / count;
    double square =
        IntStream.range(0, 256).mapToDouble(i -> (i - mean) * (i - mean) * levels[i]).sum();
    int[] used = IntStream.range(0, 256).filter(i -> levels[i] > 0).toArray();
    return String.format(
        Locale.ROOT,
        "  pixels %d to %d of 0 to 255, mean %.1f, standard deviation %.1f",
        used[0],
        used[used.length - 1],
        mean,
        Math.sqrt(square / count));
  }

  private List<String> classes() {
    if (classNames.size() < 2) {
      return List.of("  no labels");
    }
    int[] ofTrain = counts(train);
    int[] ofTest = counts(test);
    int fewest = Arrays.stream(ofTrain).min().orElse(0);
    int most = Arrays.stream(ofTrain).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  classes have %,d to %,d training images (train + test):",
            fewest,
            most));
    for (int k = 0; k < Math.min(TOLD, classNames.size()); k++) {
      lines.add(
          String.format(
              Locale.ROOT, "    %-20s %,d + %,d", classNames.get(k), ofTrain[k], ofTest[k]));
    }
    if (classNames.size() > TOLD) {
      lines.add("    and " + (classNames.size() - TOLD) + " more");
    }
    return lines;
  }

  private int[] counts(RawImages raw) {
    int[] counts = new int[classNames.size()];
    Arrays.stream(raw.labels()).forEach(label -> counts[label]++);
    return counts;
  }

  /** An image that a model learnt says nothing about images it did not. */
  private String duplicates() {
    Map<ByteBuffer, Integer> rows = new HashMap<>();
    over(train, (image, row) -> rows.putIfAbsent(ByteBuffer.wrap(image), row));
    List<String> found = new ArrayList<>();
    over(
        test,
        (image, row) -> {
          Integer same = rows.get(ByteBuffer.wrap(image));
          if (same != null) {
            found.add("test image " + row + " is training image " + same);
          }
        });
    int repeated = train.labels().length - rows.size();
    return String.format(
        Locale.ROOT,
        "  duplicates: %,d of the test images are among the training images%s; %,d training images"
            + " are repeated",
        found.size(),
        found.isEmpty() ? "" : " (" + found.get(0) + ")",
        repeated);
  }

  /** The first training images of each class, up to 20 classes. */
  BufferedImage sheet() {
    int shown = Math.min(TOLD, classNames.size());
    List<List<float[]>> ofClass = new ArrayList<>();
    IntStream.range(0, shown).forEach(k -> ofClass.add(new ArrayList<>()));
    int most = classNames.size() < 2 ? COLUMNS * COLUMNS : COLUMNS;
    over(
        train,
        (image, row) -> {
          int label = train.labels()[row];
          if (label < shown && ofClass.get(label).size() < most) {
            ofClass.get(label).add(unit(image));
          }
        });
    if (classNames.size() < 2) {
      float[][] images = ofClass.get(0).toArray(float[][]::new);
      return ImageGrid.draw(ImageGrid.rows(images, COLUMNS), List.of(), shape);
    }
    return ImageGrid.draw(
        ofClass.stream().map(row -> row.toArray(float[][]::new)).toList(),
        classNames.subList(0, shown),
        shape);
  }

  private static float[] unit(byte[] image) {
    float[] unit = new float[image.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (image[i] & 255) / 255f;
    }
    return unit;
  }

  /** Does something with each image, some at a time in memory. */
  private void over(RawImages raw, ObjIntConsumer<byte[]> action) {
    int count = raw.labels().length;
    for (int from = 0; from < count; from += PIECE) {
      int to = Math.min(count, from + PIECE);
      try (NDManager scratch = raw.images().getManager().newSubManager()) {
        NDArray piece = raw.images().get(from + ":" + to);
        piece.attach(scratch);
        byte[] bytes = piece.toByteArray();
        for (int i = from; i < to; i++) {
          int begin = (i - from) * shape.size();
          action.accept(Arrays.copyOfRange(bytes, begin, begin + shape.size()), i);
        }
      }
    }
  }
}
