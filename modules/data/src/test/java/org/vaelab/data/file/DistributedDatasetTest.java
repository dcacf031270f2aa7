package org.vaelab.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.ImageSet;
import org.vaelab.data.Transform;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.InputException;

class DistributedDatasetTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  @TempDir private Path folder;

  @BeforeEach
  void writeSmallMnist() throws IOException {
    Files.createDirectories(folder.resolve("mnist"));
    write("mnist/" + IMAGES, images(0x803, 3, 3));
    write("mnist/" + LABELS, labels(0x801, 3, 7, 0, 9));
    zip("mnist/t10k-images-idx3-ubyte", images(0x803, 2, 2));
    zip("mnist/t10k-labels-idx1-ubyte", labels(0x801, 2, 1, 2));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void readsPlainAndGzippedFiles() {
    ImageData data = load(new Mnist());

    assertThat(images(data.train()).getShape()).isEqualTo(new Shape(3, 1, 28, 28));
    assertThat(data.train().classes()).containsExactly(7, 0, 9);
    assertThat(data.test().classes()).containsExactly(1, 2);
    // Pixel p of image n was written as n + p.
    assertThat(images(data.train()).get("2, 0, 3, 5").getFloat())
        .isEqualTo((2 + 3 * 28 + 5) / 255f);
    assertThat(data.origin()).isEqualTo(folder.resolve("mnist").toString());
    assertThat(data.fingerprints()).extracting(Fingerprint::name).contains("mnist/" + IMAGES);
  }

  /** What can be wrong with a data folder, and what is said of it. */
  enum Fault {
    MISSING("train-labels-idx1-ubyte is missing, and so is train-labels-idx1-ubyte.gz"),
    TRUNCATED("promises 3 images (2368 bytes), but holds 1000 bytes"),
    TOO_SHORT("is too short for an IDX header: 3 bytes"),
    TOO_LONG("promises 3 images (2368 bytes), but holds more"),
    BOMB("promises 3 images (2368 bytes), but holds more"),
    LARGER_THAN_AN_ARRAY("promises 3 images (2368 bytes), but holds more"),
    TOO_MANY("promises 2,000,000,000 images; there may be 1 to 1,000,000"),
    BELOW_ZERO("promises -1 images; there may be 1 to 1,000,000"),
    WRONG_MAGIC("starts with the magic number 0x00000801, but images have 0x00000803"),
    WRONG_AXIS("has an axis of 27 where images have 28"),
    WRONG_LABEL("has the label 10 in row 1; labels are 0 to 9"),
    MISMATCH("has 3 images, but "),
    TRUNCATED_GZIP("ends early: it is no whole gzip file"),
    NOT_GZIP("is no intact gzip file (Not in GZIP format)");

    private final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongWithWhichFile(Fault fault) throws IOException {
    String file = breakFolder(fault);

    assertThatThrownBy(() -> load(new Mnist()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("mnist").resolve(file).toString())
        .hasMessageContaining(fault.message);
  }

  private String breakFolder(Fault fault) throws IOException {
    switch (fault) {
      case MISSING -> Files.delete(folder.resolve("mnist/" + LABELS));
      case TRUNCATED -> write("mnist/" + IMAGES, Arrays.copyOf(images(0x803, 3, 3), 1000));
      case TOO_SHORT -> write("mnist/" + IMAGES, new byte[3]);
      case TOO_LONG -> write("mnist/" + IMAGES, Arrays.copyOf(images(0x803, 3, 3), 2369));
      case BOMB -> {
        Files.delete(folder.resolve("mnist/" + IMAGES));
        bomb("mnist/" + IMAGES, images(0x803, 3, 3), 2_100);
      }
      case LARGER_THAN_AN_ARRAY -> hole("mnist/" + IMAGES);
      case TOO_MANY -> write("mnist/" + IMAGES, images(0x803, 2_000_000_000, 3));
      case BELOW_ZERO -> write("mnist/" + IMAGES, images(0x803, -1, 3));
      case WRONG_MAGIC -> write("mnist/" + IMAGES, images(0x801, 3, 3));
      case WRONG_AXIS -> {
        byte[] bytes = images(0x803, 3, 3);
        bytes[15] = 27;
        write("mnist/" + IMAGES, bytes);
      }
      case WRONG_LABEL -> write("mnist/" + LABELS, labels(0x801, 3, 7, 10, 9));
      case MISMATCH -> write("mnist/" + LABELS, labels(0x801, 2, 7, 0));
      case TRUNCATED_GZIP -> {
        Files.delete(folder.resolve("mnist/" + IMAGES));
        zip("mnist/" + IMAGES, images(0x803, 3, 3));
        Path zipped = folder.resolve("mnist/" + IMAGES + ".gz");
        Files.write(zipped, Arrays.copyOf(Files.readAllBytes(zipped), 60));
      }
      case NOT_GZIP -> {
        Files.delete(folder.resolve("mnist/" + IMAGES));
        write("mnist/" + IMAGES + ".gz", images(0x803, 3, 3));
      }
    }
    return switch (fault) {
      case MISSING, WRONG_LABEL, MISMATCH -> LABELS;
      case TRUNCATED_GZIP, NOT_GZIP, BOMB -> IMAGES + ".gz";
      default -> IMAGES;
    };
  }

  @Test
  void readsCifar10AsPlanesAndFromItsFiveParts() throws IOException {
    Files.createDirectories(folder.resolve("cifar10"));
    for (int part = 1; part <= 5; part++) {
      write("cifar10/data_batch_" + part + ".bin", cifarRow(part));
    }
    zip("cifar10/test_batch.bin", cifarRow(8));
    ImageData data = load(new Cifar10());

    assertThat(images(data.train()).getShape()).isEqualTo(new Shape(5, 3, 32, 32));
    assertThat(data.train().classes()).containsExactly(1, 2, 3, 4, 5);
    assertThat(data.test().classes()).containsExactly(8);
    // Plane c of the row was written as 100 c, but for its first pixel, which is 100 c + 1.
    for (int channel = 0; channel < 3; channel++) {
      assertThat(images(data.train()).get("0, " + channel + ", 0, 0").getFloat())
          .isEqualTo((100 * channel + 1) / 255f);
      assertThat(images(data.train()).get("0, " + channel + ", 0, 1").getFloat())
          .isEqualTo(100 * channel / 255f);
    }
  }

  @Test
  void saysWhatIsWrongWithCifar10() throws IOException {
    Files.createDirectories(folder.resolve("cifar10"));
    write("cifar10/test_batch.bin", cifarRow(1));
    write("cifar10/data_batch.bin", new byte[3072]);
    assertThatThrownBy(() -> load(new Cifar10()))
        .hasMessageContaining("holds 3072 bytes, which is no multiple of 3073 a row");

    write("cifar10/data_batch.bin", cifarRow(10));
    assertThatThrownBy(() -> load(new Cifar10())).hasMessageContaining("has the label 10 in row 0");

    Files.delete(folder.resolve("cifar10/data_batch.bin"));
    write("cifar10/data_batch_1.bin", cifarRow(1));
    assertThatThrownBy(() -> load(new Cifar10()))
        .hasMessageContaining("data_batch_2.bin is missing");
  }

  /** Rows have no header that says how many there are. */
  @Test
  void moreCifar10ThanThereIsIsReadNoFurther() throws IOException {
    Files.createDirectories(folder.resolve("cifar10"));
    write("cifar10/test_batch.bin", cifarRow(1));
    String tooMany = " holds more than 100,000 rows of 3,073 bytes; get the file again.";
    bomb("cifar10/data_batch.bin", cifarRow(1), 300);
    assertThatThrownBy(() -> load(new Cifar10()))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("cifar10/data_batch.bin.gz") + tooMany);

    Files.delete(folder.resolve("cifar10/data_batch.bin.gz"));
    hole("cifar10/data_batch.bin");
    assertThatThrownBy(() -> load(new Cifar10()))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("cifar10/data_batch.bin") + tooMany);

    Files.delete(folder.resolve("cifar10/data_batch.bin"));
    write("cifar10/data_batch_1.bin", cifarRow(1));
    hole("cifar10/data_batch_2.bin");
    assertThatThrownBy(() -> load(new Cifar10()))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("cifar10/data_batch_2.bin") + tooMany);
  }

  @Test
  void whatDjlCannotDownloadIsSaidWithoutJavasNames() {
    System.setProperty("DJL_CACHE_DIR", folder.toString());
    System.setProperty("ai.djl.offline", "true");
    DataSpec spec = new DataSpec(new Mnist(), Transform.UNIT, 0, null, null);
    try {
      assertThatThrownBy(() -> spec.load(manager, new DataSources(List.of())))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              "mnist was not found (--data-dir and VAELAB_DATA were not given) and DJL could not"
                  + " download it: ")
          .hasMessageNotContainingAny("Exception", "null");
    } finally {
      System.clearProperty("DJL_CACHE_DIR");
      System.clearProperty("ai.djl.offline");
    }
  }

  /** A cache as DJL leaves it, its index long out of date, and no network. */
  @Test
  void whatDjlDownloadedOnceIsReadWithoutTheNetwork() throws IOException {
    Path cache = folder.resolve("cache/repo/dataset/cv/ai/djl/basicdataset/mnist");
    Path version = Files.createDirectories(cache.resolve("1.0"));
    Files.move(folder.resolve("mnist/" + IMAGES), version.resolve(IMAGES));
    Files.move(folder.resolve("mnist/" + LABELS), version.resolve(LABELS));
    Files.write(version.resolve("t10k-images-idx3-ubyte"), images(0x803, 2, 2));
    Files.write(version.resolve("t10k-labels-idx1-ubyte"), labels(0x801, 2, 1, 2));
    Files.writeString(
        cache.resolve("metadata.json"),
        """
        { "metadataVersion": "0.2", "resourceType": "dataset", "application": "cv",
          "groupId": "ai.djl.basicdataset", "artifactId": "mnist", "name": "MNIST",
          "lastUpdated": "2020-01-01T00:00:00.000Z",
          "artifacts": [ { "version": "1.0", "files": {
            "train_data": { "uri": "https://nowhere.invalid/a.gz", "name": "train-images-idx3-ubyte" },
            "train_labels": { "uri": "https://nowhere.invalid/b.gz", "name": "train-labels-idx1-ubyte" },
            "test_data": { "uri": "https://nowhere.invalid/c.gz", "name": "t10k-images-idx3-ubyte" },
            "test_labels": { "uri": "https://nowhere.invalid/d.gz", "name": "t10k-labels-idx1-ubyte" }
          } } ] }
        """);
    System.setProperty("DJL_CACHE_DIR", folder.toString());
    try {
      DataSources none = new DataSources(List.of());
      assertThat(new Mnist().whereabouts(none)).isEqualTo("in DJL's cache " + cache);
      ImageData data = new DataSpec(new Mnist(), Transform.UNIT, 0, null, null).load(manager, none);

      assertThat(data.train().classes()).containsExactly(7, 0, 9);
      assertThat(data.test().classes()).containsExactly(1, 2);
      assertThat(data.origin()).isEqualTo("DJL's repository");
      assertThat(System.getProperty("ai.djl.offline")).isNull();
    } finally {
      System.clearProperty("DJL_CACHE_DIR");
    }
  }

  @Test
  void foldersAreLookedThroughInOrder() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    DataSources sources = DataSources.of(other, Map.of("VAELAB_DATA", folder.toString()));

    assertThat(new Mnist().whereabouts(sources)).isEqualTo("in " + folder.resolve("mnist"));
    assertThat(
            List.of(new DrawnDigits(), new Mnist(), new FashionMnist(), new Cifar10()).stream()
                .filter(dataset -> dataset.isAtHand(sources)))
        .containsExactly(new DrawnDigits(), new Mnist());
  }

  @Test
  void aFolderThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> DataSources.of(folder.resolve("nowhere"), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--data-dir")
        .hasMessageContaining("nowhere is not a folder");
  }

  private ImageData load(Dataset dataset) {
    return new DataSpec(dataset, Transform.UNIT, 0, null, null)
        .load(manager, DataSources.of(folder, Map.of()));
  }

  private static byte[] images(int magic, int promised, int written) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + written * 784);
    buffer.putInt(magic).putInt(promised).putInt(28).putInt(28);
    for (int n = 0; n < written; n++) {
      for (int p = 0; p < 784; p++) {
        buffer.put((byte) (n + p));
      }
    }
    return buffer.array();
  }

  private static byte[] labels(int magic, int promised, int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length);
    buffer.putInt(magic).putInt(promised);
    for (int label : labels) {
      buffer.put((byte) label);
    }
    return buffer.array();
  }

  private static byte[] cifarRow(int label) {
    byte[] row = new byte[3073];
    row[0] = (byte) label;
    for (int channel = 0; channel < 3; channel++) {
      Arrays.fill(row, 1 + 1024 * channel, 1 + 1024 * (channel + 1), (byte) (100 * channel));
      row[1 + 1024 * channel]++;
    }
    return row;
  }

  private void write(String file, byte[] bytes) throws IOException {
    new DataFolder(folder).write(file, bytes);
  }

  private void zip(String file, byte[] bytes) throws IOException {
    new DataFolder(folder).zip(file, bytes);
  }

  /** The bytes, and so many megabytes of zeros behind them. */
  private void bomb(String file, byte[] bytes, int megabytes) throws IOException {
    ByteArrayOutputStream zeros = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(zeros)) {
      stream.write(new byte[1 << 20]);
    }
    zip(file, bytes);
    try (OutputStream stream =
        Files.newOutputStream(folder.resolve(file + ".gz"), StandardOpenOption.APPEND)) {
      for (int i = 0; i < megabytes; i++) {
        zeros.writeTo(stream);
      }
    }
  }

  /** Three GB, of which the disk keeps the first bytes alone. */
  private void hole(String file) throws IOException {
    if (file.startsWith("mnist")) {
      write(file, images(0x803, 3, 3));
    }
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
  }

  private NDArray images(ImageSet set) {
    return set.range(manager, 0, set.size()).images();
  }
}
