package org.vaelab.data.own;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.picture.Picture;
import org.vaelab.data.picture.PictureFile;
import org.vaelab.data.picture.Resize;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Reads pictures as bytes of one shape, several at a time.
 *
 * @param path the folder around them, for messages
 * @param shape of the images
 * @param converts whether colours may become grey, because that was asked for
 * @param resize what is done with those of another size; null to refuse them
 */
record PictureReader(Path path, ImageShape shape, boolean converts, @Nullable Resize resize) {
  /** As many faults are told; more would hide the first. */
  private static final int TOLD = 10;

  /** What came of a picture. */
  private record Result(@Nullable String fault, @Nullable String size) {
    static final Result READ = new Result(null, null);
  }

  /** The bytes of the pictures in {@code rows} of {@code files}, image after image. */
  ByteBuffer read(List<Path> files, int[] rows) {
    ByteBuffer pixels = Pixels.allocate(path.toString(), shape, rows.length);
    Result[] results = new Result[rows.length];
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(i -> results[i] = read(files.get(rows[i]), pixels, i * shape.size()));
    List<String> faults =
        Arrays.stream(results).map(Result::fault).filter(each -> each != null).toList();
    if (!faults.isEmpty()) {
      List<String> told = new ArrayList<>(faults.subList(0, Math.min(TOLD, faults.size())));
      if (told.size() < faults.size()) {
        told.add("and " + (faults.size() - told.size()) + " more pictures.");
      }
      throw new InputException(String.join("\n", told));
    }
    refuseSizes(files, rows, results);
    return pixels;
  }

  private Result read(Path file, ByteBuffer pixels, int place) {
    try (PictureFile opened = PictureFile.open(file)) {
      boolean fits = opened.width() == shape.width() && opened.height() == shape.height();
      if (!fits && resize == null) {
        return new Result(null, opened.height() + " x " + opened.width());
      }
      Picture picture = opened.picture();
      if (shape.channels() == 1 && !converts && !picture.isGrey()) {
        return new Result(
            file + " has colours, but the first picture is grey; give channels: 1 or 3.", null);
      }
      float[] values =
          fits || resize == null ? Resize.unchanged(picture, shape) : resize.fit(picture, shape);
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.round(values[i] * 255);
      }
      pixels.put(place, bytes);
      return Result.READ;
    } catch (InputException fault) {
      return new Result(fault.getMessage(), null);
    }
  }

  private void refuseSizes(List<Path> files, int[] rows, Result[] results) {
    Map<String, List<Path>> ofSize = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      String size = results[i].size();
      if (size != null) {
        ofSize.computeIfAbsent(size, any -> new ArrayList<>()).add(files.get(rows[i]));
      }
    }
    if (ofSize.isEmpty()) {
      return;
    }
    List<String> found = new ArrayList<>();
    ofSize.forEach(
        (size, those) -> {
          if (found.size() < TOLD) {
            found.add(those.size() + " of " + size + " such as " + path.relativize(those.get(0)));
          }
        });
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s must have pictures of %d x %d pixels (height x width), but has %s%s; give height,"
                + " width and resize: crop, pad or stretch.",
            path,
            shape.height(),
            shape.width(),
            String.join(", ", found),
            ofSize.size() > TOLD ? ", and " + (ofSize.size() - TOLD) + " other sizes" : ""));
  }
}
