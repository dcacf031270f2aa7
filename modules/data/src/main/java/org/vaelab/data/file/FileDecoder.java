package org.vaelab.data.file;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.vaelab.data.file.DataFile.Content;
import org.vaelab.data.source.Fingerprints;
import org.vaelab.data.source.RawImages;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Checks the files of a split and takes images and labels out of them.
 *
 * @param files to be decoded: images with their labels, or one of each
 * @param shape of an image
 * @param classes how many there are
 */
record FileDecoder(SplitFiles files, ImageShape shape, int classes) {
  /** The images; {@code origin} says in words where they came from. */
  RawImages decode(NDManager manager, String origin) {
    int count = files.check();
    Content first = files.contents().get(0);
    int[] labels = new int[count];
    // Outside of Java's heap, where they stay.
    ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(count, shape.size()));
    if (files.files().get(0).format() instanceof FileFormat.CifarRows) {
      for (int i = 0; i < count; i++) {
        int row = i * (1 + shape.size());
        labels[i] = first.bytes()[row] & 0xff;
        pixels.put(first.bytes(), row + 1, shape.size());
      }
    } else {
      pixels.put(first.bytes(), first.bytes().length - pixels.capacity(), pixels.capacity());
      byte[] bytes = files.contents().get(1).bytes();
      for (int i = 0; i < count; i++) {
        labels[i] = checked(bytes[bytes.length - count + i] & 0xff, i);
      }
    }
    return RawImages.of(
        manager, pixels.flip(), shape, labels, origin, new Fingerprints(files::fingerprints));
  }

  private int checked(int label, int row) {
    if (label >= classes) {
      List<Content> contents = files.contents();
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has the label %d in row %d; labels are 0 to %d; get the file again.",
              contents.get(contents.size() - 1).file(),
              label,
              row,
              classes - 1));
    }
    return label;
  }
}
