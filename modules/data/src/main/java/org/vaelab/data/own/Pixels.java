package org.vaelab.data.own;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.Fingerprints;
import org.vaelab.data.source.RawImages;
import org.vaelab.files.Sha256;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Images as bytes, outside of Java's heap.
 *
 * @param shape of an image
 * @param bytes 0..255, image after image
 */
record Pixels(ImageShape shape, ByteBuffer bytes) {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 16;

  /** Room for {@code count} images. */
  static ByteBuffer allocate(String source, ImageShape shape, int count) {
    long bytes = (long) count * shape.size();
    if (bytes > MOST_BYTES) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %,d images of %s, which is %.1f GB; 2 GB are read at most: take fewer by"
                  + " data.limit, or smaller ones.",
              source,
              count,
              shape,
              bytes / 1e9));
    }
    return ByteBuffer.allocateDirect((int) bytes);
  }

  /** These images with their classes; the fingerprint is of both and of the classes' names. */
  RawImages raw(
      NDManager manager, int[] classes, String origin, String name, List<String> classNames) {
    Fingerprints identity =
        new Fingerprints(() -> List.of(new Fingerprint(name, checksum(classes, classNames))));
    return RawImages.of(manager, bytes, shape, classes, origin, identity);
  }

  private String checksum(int[] classes, List<String> classNames) {
    ByteBuffer labels = ByteBuffer.allocate(4 * classes.length);
    Arrays.stream(classes).forEach(labels::putInt);
    return Sha256.of(
        List.of(
            ByteBuffer.wrap((shape + " " + classNames).getBytes(StandardCharsets.UTF_8)),
            labels.flip(),
            bytes.duplicate()));
  }
}
