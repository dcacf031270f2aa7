package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong turn with data of one's own is answered in a sentence with exit code 2. */
class OwnDataRefusalsTest {
  @TempDir private Path folder;

  /** Writes what is wrong. */
  @FunctionalInterface
  private interface Writer {
    void into(Path folder) throws IOException;
  }

  private static Arguments turn(String name, String dataset, String message, Writer writer) {
    return arguments(name, dataset, message, writer);
  }

  private static Stream<Arguments> pictures() {
    String images = "\"images\", \"path\": \"DIR\"";
    String stretched =
        images + ", \"height\": 4, \"width\": 4, \"channels\": 1, \"resize\": \"pad\"";
    return Stream.of(
        turn(
            "no picture",
            images,
            "a/x.png is no picture that can be read (PNG, JPEG, BMP, GIF).",
            dir -> classes(dir, Files.writeString(dir.resolve("x.png"), "no picture"))),
        turn(
            "a picture that ends early",
            stretched,
            "a/x.png is a damaged picture: ",
            dir -> {
              byte[] whole = png(4, 4);
              classes(dir, Files.write(dir.resolve("x.png"), Arrays.copyOf(whole, 45)));
            }),
        turn(
            "a bomb",
            stretched,
            "a/x.png is 50,000 x 50,000 pixels; a picture may have 100,000,000 at most.",
            dir -> classes(dir, Files.write(dir.resolve("x.png"), bomb()))),
        turn(
            "sizes without a rule",
            images,
            "must have pictures of 4 x 4 pixels (height x width), but has 1 of 5 x 6 such as b/9.png;"
                + " give height, width and resize: crop, pad or stretch.",
            dir -> {
              twoClasses(dir);
              Files.write(dir.resolve("b/9.png"), png(6, 5));
            }),
        turn(
            "one class",
            images,
            "has one class alone, a; give two sub-folders or more, or that one as path",
            dir -> {
              twoClasses(dir);
              remove(dir.resolve("b"));
            }),
        turn("an empty folder", images, "holds no pictures and no sub-folders", dir -> {}),
        turn(
            "nothing but hidden files",
            images,
            "holds no pictures and no sub-folders",
            dir -> Files.writeString(dir.resolve(".hidden"), "x")),
        turn(
            "no folder",
            "\"images\", \"path\": \"DIR/none\"",
            "none is missing; it must be a folder of pictures",
            dir -> {}),
        turn(
            "a file in a folder's place",
            "\"images\", \"path\": \"DIR/x.png\"",
            "x.png is a file; it must be a folder of pictures",
            dir -> Files.write(dir.resolve("x.png"), png(4, 4))),
        turn(
            "an empty class",
            images,
            "c is a class without pictures; fill it or remove it.",
            dir -> {
              twoClasses(dir);
              Files.createDirectories(dir.resolve("c"));
            }),
        turn(
            "a file beside classes",
            images,
            "labels.txt stands beside sub-folders of classes; move it",
            dir -> {
              twoClasses(dir);
              Files.writeString(dir.resolve("labels.txt"), "x");
            }),
        turn(
            "a loop of links",
            images,
            "is a folder within a class; pictures must lie in ",
            dir -> {
              twoClasses(dir);
              Files.createSymbolicLink(dir.resolve("a/loop"), dir);
            }),
        turn(
            "a link to itself",
            images,
            "a/loop.png cannot be read: ",
            dir -> {
              twoClasses(dir);
              Files.createSymbolicLink(dir.resolve("a/loop.png"), dir.resolve("a/loop.png"));
            }),
        turn(
            "other classes in the test",
            images,
            "has other classes for training (a, b) than for the test (a, c)",
            dir -> {
              twoClasses(Files.createDirectories(dir.resolve("train")));
              twoClasses(Files.createDirectories(dir.resolve("test")));
              Files.move(dir.resolve("test/b"), dir.resolve("test/c"));
            }),
        turn(
            "no folder of the test",
            images + ", \"split\": \"folders\"",
            "train is missing; it must be a folder of pictures",
            OwnDataRefusalsTest::twoClasses),
        turn(
            "one picture of a class",
            images,
            "has one image alone of class 1; a share for the test needs two or more of each.",
            dir -> {
              twoClasses(dir);
              remove(dir.resolve("b"));
              Files.write(Files.createDirectories(dir.resolve("b")).resolve("0.png"), png(4, 4));
            }),
        turn(
            "a colour among grey ones",
            images,
            "b/9.png has colours, but the first picture is grey; give channels: 1 or 3.",
            dir -> {
              twoClasses(dir);
              BufferedImage red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
              ImageIO.write(red, "png", dir.resolve("b/9.png").toFile());
            }),
        turn(
            "a rule without a size",
            images + ", \"resize\": \"crop\"",
            "data check DATASET.resize needs height and width to resize to",
            dir -> {}),
        turn(
            "another rule",
            images + ", \"height\": 4, \"width\": 4, \"resize\": \"fit\"",
            "data check DATASET.resize must be ",
            dir -> {}),
        turn(
            "all for the test",
            images + ", \"split\": { \"type\": \"share\", \"test\": 1 }",
            "data check DATASET.split.test must be > 0 and < 1, was 1.0",
            dir -> {}));
  }

  private static Stream<Arguments> tables() {
    String csv = "\"csv\", \"path\": \"DIR/x.csv\", \"height\": 1, \"width\": 2";
    return Stream.of(
        table(
            "a missing value", csv, "x.csv, row 3, column 3, must be a number, was \"\".", "1,1,"),
        table("a word", csv, "row 3, column 2, must be a number, was \"one\".", "1,one,2"),
        table("no number", csv, "row 3, column 2, must be a number, was \"NaN\".", "1,NaN,2"),
        table(
            "infinity",
            csv,
            "row 3, column 2, must be a number, was \"Infinity\".",
            "1,Infinity,2"),
        table("a ragged row", csv, "row 3, has 2 values, but the first row has 3.", "0,1"),
        table("no label", csv, "row 3, has no label.", ",1,2"),
        table(
            "labels of two kinds",
            csv,
            "has the label \"cat\" of image 1 (from 0); labels are all",
            "cat,1,2"),
        table(
            "a broken label",
            csv,
            "has the label \"1.5\" of image 1 (from 0); labels are all",
            "1.5,1,2"),
        table(
            "a negative label",
            csv,
            "has the label -1 of image 1 (from 0); labels are 0 to 999.",
            "-1,1,2"),
        table(
            "a large label",
            csv,
            "has the label 1000 of image 1 (from 0); labels are 0 to 999.",
            "1000,1,2"),
        table("one class", csv, "has one class alone: every label is 0", "0,1,2"),
        table(
            "no such column",
            csv + ", \"label\": \"kind\"",
            "has no column called \"kind\"; name the column of the labels by label",
            "1,1,2"),
        table(
            "another size",
            csv.replace("2", "3"),
            "x.csv has 2 pixels per row, but 1x1x3 (channels, height, width) is 3.",
            "1,1,2"),
        table(
            "a range nobody said",
            csv,
            "x.csv has pixels from -3 to 2, which says neither [0, 1] nor bytes of 0 to 255; give",
            "1,-3,2"),
        table(
            "out of its range",
            csv + ", \"minimum\": 0, \"maximum\": 1",
            " (from 0), but its range is 0 to 1.",
            "1,0,2"),
        table(
            "half a range",
            csv + ", \"minimum\": 0",
            "data check DATASET.maximum is missing: minimum and maximum belong together",
            "1,0,2"),
        turn(
            "no file",
            csv,
            "x.csv is missing; it must be a .csv file, or a folder with",
            dir -> {}),
        turn(
            "no rows",
            csv,
            "x.csv has no rows of numbers.",
            dir -> Files.writeString(dir.resolve("x.csv"), "label,a,b\n")));
  }

  private static Arguments table(String name, String dataset, String message, String row) {
    // A share for the test takes two of each class.
    return turn(
        name,
        dataset,
        message,
        dir ->
            Files.writeString(
                dir.resolve("x.csv"), "label,a,b\n0,1,0\n" + row + "\n0,1,0\n" + row + "\n"));
  }

  private static Stream<Arguments> arrays() {
    String npz = "\"npz\", \"path\": \"DIR/x.npz\"";
    String of = npz + ", \"labels\": \"\"";
    byte[] labels = npy("|u1", "(4,)", new byte[] {0, 1, 0, 1});
    byte[] images = npy("|u1", "(4, 1, 2)", new byte[8]);
    return Stream.of(
        array(
            "objects",
            of,
            "images holds Python objects (a pickle), which are never read",
            "images",
            npy("|O", "(4, 1, 2)", new byte[9])),
        array(
            "no such key",
            of + ", \"images\": \"x\"",
            "x.npz has no array called \"x\"; it has images.",
            "images",
            images),
        array("no labels", npz, "has no array called \"labels\"; it has images.", "images", images),
        array(
            "one axis",
            of,
            "images has the shape (8,); images are (N, H, W), (N, H, W, C), (N, C, H, W), or flat",
            "images",
            npy("|u1", "(8,)", new byte[8])),
        array(
            "flat without a size",
            of,
            "has flat images of 2 numbers; give their height and width.",
            "images",
            npy("|u1", "(4, 2)", new byte[8])),
        array(
            "complex numbers",
            of,
            "images has the type <c8; numbers may be bool, int8 to int64",
            "images",
            npy("<c8", "(4, 1, 2)", new byte[64])),
        array(
            "too few numbers",
            of,
            "images promises 8 bytes of numbers, but holds 7.",
            "images",
            npy("|u1", "(4, 1, 2)", new byte[7])),
        array(
            "a huge shape",
            of,
            "images has the shape (99999, 99999, 99999); 2 GB are read at most.",
            "images",
            npy("|u1", "(99999, 99999, 99999)", new byte[7])),
        array("no array", of, "images is no NumPy array", "images", new byte[] {1, 2, 3}),
        array(
            "a way out", of, "holds \"../images.npy\", which leads out of it", "../images", images),
        array(
            "no finite number",
            of,
            "images has the pixel NaN in image 0 (from 0), place 0; pixels are finite numbers.",
            "images",
            npy("<f4", "(4, 1, 2)", ByteBuffer.allocate(32).putInt(0x0000c07f).array())),
        turn(
            "three labels for four images",
            npz,
            "x.npz has 4 images, but 3 labels.",
            dir -> zip(dir, "images", images, "labels", npy("|u1", "(3,)", new byte[] {0, 1, 0}))),
        turn(
            "a label below 0",
            npz,
            "labels has the label -1 of image 1 (from 0); labels are 0 to 999.",
            dir ->
                zip(dir, "images", images, "labels", npy("|i1", "(4,)", new byte[] {0, -1, 0, 1}))),
        turn(
            "a table of labels",
            npz,
            "labels must have one label for each image, but has the shape (2, 2).",
            dir -> zip(dir, "images", images, "labels", npy("|u1", "(2, 2)", new byte[4]))),
        turn(
            "no zip file",
            of,
            "x.npz is no NPZ file: it holds no arrays.",
            dir -> Files.writeString(dir.resolve("x.npz"), "no arrays")),
        turn(
            "a zip file that ends early",
            npz,
            "x.npz ",
            dir -> {
              zip(dir, "images", images, "labels", labels);
              Path file = dir.resolve("x.npz");
              Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));
            }),
        turn(
            "IDX of another size",
            "\"idx\", \"path\": \"DIR\"",
            "has images of 1x2x1, but the training images are 1x1x2; all must be of one size.",
            dir -> {
              idx(dir, "train", 1, 2);
              idx(dir, "t10k", 2, 1);
            }),
        turn(
            "not imported",
            "\"imported\", \"path\": \"DIR\"",
            "train-images.npy is missing; ",
            dir -> {}));
  }

  private static Arguments array(
      String name, String dataset, String message, String key, byte[] bytes) {
    return turn(name, dataset, message, dir -> zip(dir, key, bytes, "other", bytes));
  }

  private static Stream<Arguments> wrongTurns() {
    return Stream.of(pictures(), tables(), arrays()).flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTurns")
  void isASentence(String name, String dataset, String message, Writer writer) throws IOException {
    writer.into(folder);
    String json = "{ \"type\": " + dataset.replace("DIR", folder.toString()) + " }";
    Program program = Program.run("data", "check", json);

    assertThat(program.exitCode()).as(program.out() + program.err()).isEqualTo(2);
    assertThat(program.err())
        .contains(message)
        .doesNotContain("Exception", "java.", "javax.", "\tat ");
  }

  @Test
  void aModelThatNeedsLabelsIsRefusedWithoutThem() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(Files.createDirectories(folder.resolve("in")).resolve(i + ".png"), png(4, 4));
    }
    Path spec = folder.resolve("x.json");
    String data = "\"data\": { \"dataset\": { \"type\": \"images\", \"path\": \"in\" } }";
    for (String model : new String[] {"\"conditional\": true", "\"type\": \"classifier\""}) {
      Files.writeString(spec, "{ \"name\": \"x\", " + data + ", \"model\": { " + model + " } }");
      for (String command : new String[] {"validate", "run"}) {
        Program program = Program.run(command, spec.toString());

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.err()).contains("needs labels, but the images of images have none");
      }
    }
    Files.writeString(spec, "{ \"name\": \"x\", " + data + ", \"model\": { } }");
    assertThat(Program.run("validate", spec.toString()).exitCode()).isZero();
  }

  private static void twoClasses(Path dir) throws IOException {
    for (String name : new String[] {"a", "b"}) {
      for (int i = 0; i < 2; i++) {
        Files.write(Files.createDirectories(dir.resolve(name)).resolve(i + ".png"), png(4, 4));
      }
    }
  }

  private static void classes(Path dir, Path moved) throws IOException {
    twoClasses(dir);
    Files.move(moved, dir.resolve("a").resolve(moved.getFileName()));
  }

  private static void remove(Path dir) throws IOException {
    Files.delete(dir.resolve("0.png"));
    Files.delete(dir.resolve("1.png"));
    Files.delete(dir);
  }

  private static byte[] png(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 1, 0, 200);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] bomb() throws IOException {
    byte[] png = png(4, 4);
    ByteBuffer header = ByteBuffer.wrap(png).putInt(16, 50_000).putInt(20, 50_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    header.putInt(29, (int) sum.getValue());
    return png;
  }

  private static byte[] npy(String type, String shape, byte[] numbers) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    return ByteBuffer.allocate(128 + numbers.length)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0})
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .put(numbers)
        .array();
  }

  private static void zip(Path dir, String first, byte[] array, String second, byte[] other)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(dir.resolve("x.npz")))) {
      zip.putNextEntry(new ZipEntry(first + ".npy"));
      zip.write(array);
      if (second.equals("labels")) {
        zip.putNextEntry(new ZipEntry(second + ".npy"));
        zip.write(other);
      }
    }
  }

  private static void idx(Path dir, String prefix, int height, int width) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(20).putInt(0x803).putInt(2).putInt(height);
    Files.write(dir.resolve(prefix + "-images-idx3-ubyte"), images.putInt(width).array());
    ByteBuffer labels = ByteBuffer.allocate(10).putInt(0x801).putInt(2).put(8, (byte) 1);
    Files.write(dir.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
  }
}
