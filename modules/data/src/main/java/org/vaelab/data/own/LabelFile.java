package org.vaelab.data.own;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vaelab.data.number.NpyArray;
import org.vaelab.data.number.NpyHeader;
import org.vaelab.data.number.NpyType;
import org.vaelab.files.FileFaults;

/** Classes of images in NumPy's NPY format, int32 {@code (N)}. */
final class LabelFile {
  private LabelFile() {}

  static int[] read(Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return NpyArray.read(file.toString(), stream).classes();
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  static void write(int[] classes, OutputStream stream) throws IOException {
    stream.write(new NpyHeader(NpyType.INT32, new int[] {classes.length}).toBytes());
    ByteBuffer bytes = ByteBuffer.allocate(4 * classes.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(classes);
    stream.write(bytes.array());
  }
}
