package org.vaelab.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

class IdxTest {
  private static final DataSources NOWHERE = new DataSources(List.of());

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    new DataFolder(folder).writeMnist(5, 7);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void findsSizesAndClassesInTheFiles() {
    Idx idx = new Idx(folder);

    assertThat(idx.shape()).isEqualTo(new ImageShape(1, 5, 7));
    assertThat(idx.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void readsPixelsAndLabelsInTheirOrder() {
    RawImages train = new Idx(folder).read(manager, Split.TRAIN, NOWHERE, 2);

    assertThat(train.labels()).containsExactly(7, 0);
    // Pixel p of image n was written as n + p.
    assertThat(train.images().toType(DataType.FLOAT32, false).get("1, 0, 2, 3").getFloat())
        .isEqualTo(1 + 2 * 7 + 3);
    assertThat(train.origin()).isEqualTo(folder.toString());
  }

  @Test
  void aTestLabelBeyondThoseOfTrainingIsAClassToo() throws IOException {
    new DataFolder(folder).write("t10k-labels-idx1-ubyte", DataFolder.labels(1, 200));

    assertThat(new Idx(folder).classNames()).hasSize(201).endsWith("200");
    assertThat(new Idx(folder).read(manager, Split.TEST, NOWHERE, 9).labels())
        .containsExactly(1, 200);
  }

  @Test
  void gzippedFilesHaveTheSameFingerprints() throws IOException {
    RawImages plain = new Idx(folder).read(manager, Split.TRAIN, NOWHERE, 9);
    Path images = folder.resolve("train-images-idx3-ubyte");
    new DataFolder(folder).zip("train-images-idx3-ubyte", Files.readAllBytes(images));
    Files.delete(images);

    assertThat(new Idx(folder).shape()).isEqualTo(new ImageShape(1, 5, 7));
    assertThat(new Idx(folder).read(manager, Split.TRAIN, NOWHERE, 9).fingerprints())
        .isEqualTo(plain.fingerprints());
  }

  @Test
  void itIsMnistWhereTheFilesAre() throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    new DataFolder(mnist).writeMnist(28, 28);
    DataSources sources = new DataSources(List.of(new DataSources.Folder(folder, "--data-dir")));
    for (Split split : Split.values()) {
      RawImages known = new Mnist().read(manager, split, sources, 9);
      RawImages found = new Idx(mnist).read(manager, split, NOWHERE, 9);

      assertThat(found.images().toByteArray()).isEqualTo(known.images().toByteArray());
      assertThat(found.labels()).isEqualTo(known.labels());
      assertThat(found.fingerprints())
          .extracting(Fingerprint::sha256)
          .isEqualTo(known.fingerprints().stream().map(Fingerprint::sha256).toList());
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> new Idx(nowhere).shape())
        .isInstanceOf(InputException.class)
        .hasMessage(nowhere + " is missing; it must be a folder with four files named as MNIST's.");

    Path file = folder.resolve("t10k-images-idx3-ubyte");
    assertThatThrownBy(() -> new Idx(file).shape())
        .hasMessage(file + " is no folder; it must be a folder with four files named as MNIST's.");

    new DataFolder(folder).write("t10k-images-idx3-ubyte", DataFolder.images(7, 5, 2, 0));
    assertThatThrownBy(() -> new Idx(folder).read(manager, Split.TEST, NOWHERE, 9))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + " has images of 1x7x5, but the training images are 1x5x7; all must be of one"
                + " size.");

    new DataFolder(folder).write("train-labels-idx1-ubyte", DataFolder.labels(1, 2));
    assertThatThrownBy(() -> new Idx(folder).read(manager, Split.TRAIN, NOWHERE, 9))
        .hasMessageContaining("has 3 images, but ")
        .hasMessageEndingWith("has 2 labels; they do not belong together.");
  }
}
