package org.vaelab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Fingerprints;
import org.vaelab.data.source.RawImages;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/** Images that are streamed are those that would lie on the device, to the bit. */
class ImageSetTest {
  private static final int IMAGE_BYTES = 28 * 28 * 17;

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(Transform.class)
  void rangesAndClasses(Transform transform) {
    ImageData resident = load(transform, DeviceMemory.ALL);
    ImageData streamed = load(transform, new DeviceMemory(10 * IMAGE_BYTES));
    assertThat(resident.train()).isInstanceOf(ResidentImages.class);
    assertThat(streamed.train()).isInstanceOf(StreamedImages.class);

    same(streamed.train(), resident.train());
    same(streamed.test(), resident.test());
    same(
        Objects.requireNonNull(streamed.validation()),
        Objects.requireNonNull(resident.validation()));
    assertThat(streamed.fingerprints()).isEqualTo(resident.fingerprints());
    assertThat(streamed.scale()).isEqualTo(resident.scale());
  }

  /** Java frees the bytes that a file was read into, wherever a part of them still lies. */
  @Test
  void aPartOfTheImagesHasMemoryOfItsOwn() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(6).put(new byte[] {1, 2, 3, 4, 5, 6}).flip();
    ImageShape shape = new ImageShape(1, 1, 2);
    RawImages raw =
        RawImages.of(manager, bytes, shape, new int[3], "a test", new Fingerprints(List::of));
    PixelScale scale = PixelScale.UNIT;
    ImageSet part =
        new Placement(manager, shape, 1, Transform.UNIT, scale, true, DeviceMemory.ALL)
            .place(raw, 1, 3);
    float[] before = part.range(manager, 0, 2).images().toFloatArray();

    bytes.put(2, (byte) 99);

    assertThat(part.range(manager, 0, 2).images().toFloatArray()).containsExactly(before);
  }

  /**
   * 45 training images in batches: chunks of a batch, of several, of all, and a lone last image.
   */
  @ParameterizedTest
  @CsvSource({
    "10, 10, 0",
    "10, 37, 0",
    "4, 9, 0",
    "44, 50, 0",
    "11, 11, 0",
    "10, 20, 30",
    "1, 7, 5"
  })
  void shuffled(int batchSize, int chunk, int begin) {
    ImageSet resident = load(Transform.UNIT, DeviceMemory.ALL).train();
    ImageSet streamed = load(Transform.UNIT, new DeviceMemory((long) chunk * IMAGE_BYTES)).train();
    long[] order = IntStream.range(0, 45).mapToLong(i -> i * 7L % 45).toArray();

    int before = manager.getManagedArrays().size();
    try (ShuffledImages expected = resident.shuffled(manager, order, batchSize);
        ShuffledImages found = streamed.shuffled(manager, order, batchSize)) {
      for (int from = begin; from < 45; ) {
        int to = Math.min(45, from + batchSize);
        to = to == 44 && batchSize > 1 ? 45 : to;
        try (NDManager step = manager.newSubManager()) {
          same(found.batch(step, from, to), expected.batch(step, from, to));
        }
        from = to;
      }
    }
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  /** Four times as much as they are would otherwise lie there for as long as a training takes. */
  @ParameterizedTest
  @EnumSource(Transform.class)
  void bytesStayBytesUntilABatchIsMade(Transform transform) {
    ResidentImages train = (ResidentImages) load(transform, DeviceMemory.ALL).train();

    assertThat(train.all().images().getDataType()).isEqualTo(DataType.UINT8);
    assertThat(train.range(manager, 0, 3).images().getDataType()).isEqualTo(DataType.FLOAT32);
    assertThat(manager.getManagedArrays())
        .noneMatch(array -> array.getDataType() == DataType.FLOAT32 && array.size() > 45 * 784 / 2);
  }

  @Test
  void aGapIsRefused() {
    ImageSet streamed = load(Transform.UNIT, new DeviceMemory(10 * IMAGE_BYTES)).train();
    long[] order = IntStream.range(0, 45).asLongStream().toArray();
    try (ShuffledImages found = streamed.shuffled(manager, order, 5)) {
      found.batch(manager, 0, 5);
      assertThatThrownBy(() -> found.batch(manager, 20, 25))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images are read without gaps; expected 10");
    }
  }

  @Test
  void sizes() {
    assertThat(DeviceMemory.parse("3").bytes()).isEqualTo(3);
    assertThat(DeviceMemory.parse("512m").bytes()).isEqualTo(512L << 20);
    assertThat(DeviceMemory.parse("2G").bytes()).isEqualTo(2L << 30);
    for (String wrong : List.of("", "0", "-1", "2T", "1.5G", "G", "99999999999")) {
      assertThatThrownBy(() -> DeviceMemory.parse(wrong))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "--device-memory must be a number of bytes such as 512M or 2G, was \"%s\"", wrong);
    }
    assertThatThrownBy(() -> load(Transform.UNIT, new DeviceMemory(700)))
        .isInstanceOf(InputException.class)
        .hasMessage("--device-memory of 700 bytes is too small for an image of 1x28x28");
  }

  private void same(ImageSet found, ImageSet expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    assertThat(found.classes()).isEqualTo(expected.classes());
    same(found.range(manager, 0, found.size()), expected.range(manager, 0, expected.size()));
    same(found.range(manager, 3, 4), expected.range(manager, 3, 4));
  }

  private static void same(LabelledImages found, LabelledImages expected) {
    List<float[]> both = new ArrayList<>();
    for (LabelledImages each : List.of(found, expected)) {
      both.add(each.images().toFloatArray());
      both.add(each.labels().toFloatArray());
    }
    assertThat(found.images().getShape()).isEqualTo(expected.images().getShape());
    assertThat(found.labels().getShape()).isEqualTo(expected.labels().getShape());
    assertThat(both.get(0)).isEqualTo(both.get(2));
    assertThat(both.get(1)).isEqualTo(both.get(3));
  }

  private ImageData load(Transform transform, DeviceMemory memory) {
    return new DataSpec(new DrawnDigits(), transform, 5, 50, 20)
        .load(manager, new DataSources(List.of()), memory);
  }
}
