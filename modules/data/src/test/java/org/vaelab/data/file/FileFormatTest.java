package org.vaelab.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.file.FileFormat.Idx;
import org.vaelab.input.InputException;

/** IDX files whose sizes nobody knows beforehand; those of MNIST are in DistributedDatasetTest. */
class FileFormatTest {
  private static final Idx IMAGES = new Idx("images", Idx.ANY, Idx.ANY);

  @Test
  void theFileSaysItsSizes() throws IOException {
    byte[] bytes = DataFolder.images(5, 7, 3, 0);

    assertThat(IMAGES.read("x", new ByteArrayInputStream(bytes))).isEqualTo(bytes);
    assertThat(IMAGES.check("x", bytes)).isEqualTo(3);
    assertThat(IMAGES.sizes("x", Arrays.copyOf(bytes, IMAGES.header()))).containsExactly(5, 7);
    assertThat(new Idx("images", 5, Idx.ANY).check("x", bytes)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 7, 0", "1, 5, -1, -1", "1, 50000, 50000, 50000", "1000, 2000000, 2, 2"})
  void sizesThatCannotBeAreRefusedByTheHeaderAlone(int count, int height, int width, int named) {
    byte[] header =
        ByteBuffer.allocate(16).putInt(0x803).putInt(count).putInt(height).putInt(width).array();

    assertThatThrownBy(() -> IMAGES.read("x", new ByteArrayInputStream(header)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x has an axis of " + named + " in ")
        .hasMessageEndingWith(
            "images; each is at least 1, and all together 2 GB at most; get the file again.");
  }

  @Test
  void oneSizeThatIsKnownIsChecked() {
    byte[] bytes = DataFolder.images(5, 7, 3, 0);

    assertThatThrownBy(() -> new Idx("images", Idx.ANY, 8).check("x", bytes))
        .hasMessageContaining("has an axis of 7 where images have 8");
  }
}
