package org.vaelab.data.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small files in the formats that data sets are distributed in. */
record DataFolder(Path folder) {
  /** Three training images of the classes 7, 0 and 9, and two test images of 1 and 2. */
  void writeMnist(int height, int width) throws IOException {
    write("train-images-idx3-ubyte", images(height, width, 3, 0));
    write("train-labels-idx1-ubyte", labels(7, 0, 9));
    write("t10k-images-idx3-ubyte", images(height, width, 2, 50));
    write("t10k-labels-idx1-ubyte", labels(1, 2));
  }

  void write(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
  }

  void zip(String file, byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(zipped)) {
      stream.write(bytes);
    }
    write(file + ".gz", zipped.toByteArray());
  }

  /** Pixel p of image n is first + n + p. */
  static byte[] images(int height, int width, int count, int first) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + count * height * width);
    buffer.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int n = 0; n < count; n++) {
      for (int p = 0; p < height * width; p++) {
        buffer.put((byte) (first + n + p));
      }
    }
    return buffer.array();
  }

  static byte[] labels(int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length);
    buffer.putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      buffer.put((byte) label);
    }
    return buffer.array();
  }

  /** A row for each label. */
  static byte[] cifarRows(int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(labels.length * 3073);
    for (int label : labels) {
      buffer.put((byte) label);
      for (int i = 0; i < 3072; i++) {
        buffer.put((byte) (label + i));
      }
    }
    return buffer.array();
  }
}
