package org.vaelab.data.own;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files of one's own. */
final class OwnFiles {
  private OwnFiles() {}

  /** Grey pictures of 5 x 7, all different, {@code count} of each class. */
  static void pictures(Path folder, int count, String... classes) throws IOException {
    Random random = new Random(folder.getFileName().toString().hashCode());
    for (String name : classes) {
      Path ofClass = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < count; i++) {
        BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 35; p++) {
          image.getRaster().setSample(p % 7, p / 7, 0, random.nextInt(256));
        }
        ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
      }
    }
  }

  static byte[] npy(String type, String shape, byte[] numbers) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(text);
    bytes.writeBytes(numbers);
    return bytes.toByteArray();
  }

  static void npz(Path file, Map<String, byte[]> arrays) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey() + ".npy"));
        zip.write(each.getValue());
      }
    }
  }

  /** So many bytes, all values different from those of another seed. */
  static byte[] random(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
