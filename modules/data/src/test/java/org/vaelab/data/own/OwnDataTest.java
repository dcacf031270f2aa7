package org.vaelab.data.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.picture.Resize;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;

class OwnDataTest {
  private static final DataSources NOWHERE = new DataSources(List.of());

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  @TempDir private Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private RawImages read(Dataset dataset, Split split) {
    return dataset.read(manager, split, NOWHERE, Integer.MAX_VALUE);
  }

  @Test
  void aShareIsOfEachClassAndTheSameEachTime() {
    int[] classes = IntStream.range(0, 100).map(i -> i < 80 ? 0 : 1).toArray();
    ShareSplit share = new ShareSplit(0.1, 7);
    int[] test = share.rows("x", classes, Split.TEST);
    int[] train = share.rows("x", classes, Split.TRAIN);

    assertThat(Arrays.stream(test).map(row -> classes[row]).sum()).isEqualTo(2);
    assertThat(test).hasSize(10).isEqualTo(share.rows("x", classes, Split.TEST));
    assertThat(IntStream.concat(Arrays.stream(test), Arrays.stream(train)).sorted())
        .containsExactly(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
    // In an order of chance, so that the last ones can be held out for validation.
    assertThat(Arrays.stream(train).skip(70).map(row -> classes[row]).sum()).isPositive();
    assertThat(new ShareSplit(0.1, 8).rows("x", classes, Split.TEST)).isNotEqualTo(test);
    assertThatThrownBy(() -> share.rows("x", new int[] {0, 0, 1}, Split.TEST))
        .hasMessageContaining("one image alone of class 1");
  }

  @Test
  void foldersAreClassesAndHiddenFilesAreSkipped() throws IOException {
    OwnFiles.pictures(folder, 10, "b", "a");
    Files.writeString(folder.resolve("a/Thumbs.db"), "x");
    Files.writeString(folder.resolve(".DS_Store"), "x");
    ImageFolder images = new ImageFolder(folder);

    assertThat(images.classNames()).containsExactly("a", "b");
    assertThat(images.shape()).isEqualTo(new ImageShape(1, 5, 7));
    assertThat(images.isLabelled()).isTrue();
    RawImages train = read(images, Split.TRAIN);
    assertThat(train.labels()).hasSize(18).contains(0, 1);
    assertThat(train.origin()).isEqualTo(folder + " (2 hidden files skipped)");
    assertThat(read(images, Split.TEST).labels()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void picturesWithoutFoldersHaveNoLabels() throws IOException {
    OwnFiles.pictures(folder, 10, "");
    ImageFolder images = new ImageFolder(folder, 4, 4, 3, Resize.CROP, null);

    assertThat(images.isLabelled()).isFalse();
    assertThat(images.classNames()).isEqualTo(Dataset.UNLABELLED);
    assertThat(images.shape()).isEqualTo(new ImageShape(3, 4, 4));
    assertThat(read(images, Split.TRAIN).labels()).hasSize(9).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"'(4, 2, 1, 3)', 2", "'(4, 3, 2, 1)', 2", "'(4, 6)', 2"})
  void channelsMayComeFirstOrLast(String shape, int height) throws IOException {
    boolean last = shape.endsWith("3)");
    byte[] pixels = new byte[24];
    for (int i = 0; i < 24; i++) {
      // Image n has 100 n + 10 c + y.
      int within = i % 6;
      int c = last ? within % 3 : within / 2;
      int y = last ? within / 3 : within % 2;
      pixels[i] = (byte) (60 * (i / 6) + 10 * c + y);
    }
    Path file = folder.resolve("x.npz");
    OwnFiles.npz(file, Map.of("x", OwnFiles.npy("|u1", shape, pixels)));
    Npz npz =
        shape.equals("(4, 6)")
            ? new Npz(file, "x", "", 2, 1, 3, null, null, new ShareSplit(0.25, 0))
            : new Npz(file, "x", "", null, null, 3, null, null, new ShareSplit(0.25, 0));

    assertThat(npz.shape()).isEqualTo(new ImageShape(3, height, 1));
    byte[] image = read(npz, Split.TEST).images().toByteArray();
    byte first = image[0];
    assertThat(image)
        .containsExactly(first, first + 1, first + 10, first + 11, first + 20, first + 21);
  }

  @ParameterizedTest
  @CsvSource({
    "<f4, 0, 1, , , 0 64 128 255",
    ">f8, 0, 255, , , 0 64 128 255",
    "<i4, -1, 1, -1, 1, 0 255 0 255",
    "<u2, 0, 16, 0, 16, 0 64 128 255"
  })
  void everyTypeAndRangeBecomesBytes(
      String type, double least, double most, Double minimum, Double maximum, String bytes)
      throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(64);
    numbers.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 8; i++) {
      double share = type.equals("<i4") ? i % 2 : new double[] {0, 0.25, 0.5, 1}[i % 4];
      double number = least + share * (most - least);
      number = type.equals(">f8") ? Math.rint(number) : number;
      switch (type) {
        case "<f4" -> numbers.putFloat((float) number);
        case ">f8" -> numbers.putDouble(number);
        case "<i4" -> numbers.putInt((int) number);
        default -> numbers.putShort((short) number);
      }
    }
    Path file = folder.resolve("x.npz");
    byte[] used = Arrays.copyOf(numbers.array(), numbers.position());
    OwnFiles.npz(file, Map.of("images", OwnFiles.npy(type, "(2, 2, 2)", used)));
    Npz npz = new Npz(file, "images", "", null, null, null, minimum, maximum, null);

    byte[] read = read(npz, Split.TRAIN).images().toByteArray();
    assertThat(IntStream.range(0, 4).mapToObj(i -> "" + (read[i] & 255)).toList())
        .isEqualTo(List.of(bytes.split(" ")));
  }

  @Test
  void whatWasImportedIsTheSameAndNoticesAChangedByte() throws IOException {
    OwnFiles.pictures(folder.resolve("in"), 10, "a", "b", "c");
    ImageFolder images = new ImageFolder(folder.resolve("in"));
    Path out = folder.resolve("out");
    Imported imported =
        new DataImport(manager, (split, written, all) -> {}).write(images, NOWHERE, out);

    assertThat(imported.classNames()).containsExactly("a", "b", "c");
    for (Split split : Split.values()) {
      assertThat(read(imported, split).images().toByteArray())
          .isEqualTo(read(images, split).images().toByteArray());
      assertThat(read(imported, split).labels()).isEqualTo(read(images, split).labels());
    }
    Path file = out.resolve("train-images.npy");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(imported, Split.TRAIN))
        .hasMessageStartingWith(file + " is not as it was imported: its SHA-256 is ");
    assertThatThrownBy(
            () -> new DataImport(manager, (split, written, all) -> {}).write(images, NOWHERE, out))
        .hasMessage(out + " is not empty; give --out a new or empty folder.");
  }
}
