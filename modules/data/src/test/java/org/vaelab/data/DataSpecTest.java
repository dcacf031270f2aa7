package org.vaelab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.InputException;

class DataSpecTest {
  private static final DataSources NOWHERE = new DataSources(List.of());

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void validationIsTheLastTrainingImages() {
    ImageSet all = digits(Transform.UNIT, 0, 100).train();
    ImageData split = digits(Transform.UNIT, 30, 100);
    ImageSet held = Objects.requireNonNull(split.validation());

    assertThat(split.train().size()).isEqualTo(70);
    assertThat(held.size()).isEqualTo(30);
    assertThat(held.classes()).isEqualTo(Arrays.copyOfRange(all.classes(), 70, 100));
    assertThat(images(held).toFloatArray()).isEqualTo(images(all).get("70:100").toFloatArray());
  }

  /** The bytes that were read lie in a buffer of Java's, which is freed when nothing has it. */
  @Test
  void aPartOutlivesWhatWasRead() throws InterruptedException {
    ImageSet part = digits(Transform.UNIT, 30, 100).train();
    float[] before = images(part).toFloatArray();
    List<ByteBuffer> others = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (i % 20 == 0) {
        System.gc();
        Thread.sleep(20);
      }
      ByteBuffer other = ByteBuffer.allocateDirect(100 * 28 * 28);
      while (other.hasRemaining()) {
        other.put((byte) 0x77);
      }
      others.add(other);
    }

    assertThat(others).hasSize(200);
    assertThat(images(part).toFloatArray()).isEqualTo(before);
  }

  @Test
  void transforms() {
    NDArray unit = images(digits(Transform.UNIT, 0, 50).train());
    NDArray binary = images(digits(Transform.BINARIZE, 0, 50).train());
    float[] greys = unit.toFloatArray();
    float[] bits = binary.toFloatArray();

    assertThat(greys).contains(0f, 1f);
    for (int i = 0; i < greys.length; i++) {
      assertThat(bits[i]).isEqualTo(greys[i] >= 0.5f ? 1f : 0f);
    }
  }

  @Test
  void stochasticBinarisationDrawsAnewWithTheGreyValueAsProbability() {
    engine.seed(4);
    NDArray grey = manager.full(new Shape(1, 1, 300, 300), 0.3f);
    NDArray first = Transform.STOCHASTIC_BINARIZE.eachTime(grey);
    NDArray second = Transform.STOCHASTIC_BINARIZE.eachTime(grey);

    assertThat(first.toFloatArray()).containsOnly(0f, 1f).isNotEqualTo(second.toFloatArray());
    assertThat(first.mean().getFloat()).isBetween(0.29f, 0.31f);
    assertThat(Transform.STOCHASTIC_BINARIZE.once(manager.full(new Shape(1), 51f)).getFloat(0))
        .isEqualTo(0.2f);
  }

  /** numpy: {@code x = np.array([0, 51, 102, 255, 13, 200]) / 255; x.mean(), x.std()}. */
  @Test
  void theScaleIsTheMeanAndDeviationOfAllPixels() {
    NDArray unit =
        Transform.STANDARDIZE.once(
            manager.create(new float[] {0, 51, 102, 255, 13, 200}, new Shape(3, 2)));
    PixelScale scale = PixelScale.of(unit.duplicate());

    assertThat(scale.mean()).isCloseTo(0.4058823529411765, within(1e-7));
    assertThat(scale.standardDeviation()).isCloseTo(0.3717759436816714, within(1e-7));
    assertThat(scale.apply(unit).toFloatArray())
        .containsExactly(
            new float[] {
              -1.0917392f, -0.5537807f, -0.0158223f, 1.5980530f, -0.9546125f, 1.0179017f
            },
            within(1e-6f));
    assertThat(scale.toUnit(1.5980530f)).isCloseTo(1, within(1e-6f));
  }

  /**
   * Of most grey levels float32 holds neither the value nor its mean exactly, so that pixels which
   * are all the same deviate a little from their mean; so do pixels of which one is another.
   */
  @ParameterizedTest
  @CsvSource({"77, 77", "128, 128", "255, 255", "77, 78"})
  void imagesWhosePixelsHardlyDifferHaveNoScale(float level, float last) {
    NDArray pixels = manager.full(new Shape(101, 784), level);
    pixels.set(new NDIndex("100, 783"), last);

    assertThatThrownBy(() -> PixelScale.of(Transform.STANDARDIZE.once(pixels)))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "data\\.transform standardize needs training images whose pixels differ: their standard"
                + " deviation must be >= 1\\.0E-4 of the range from black to white, was"
                + " \\d\\.\\d+(E-\\d+)?");
    NDArray half = Transform.STANDARDIZE.once(manager.full(new Shape(101, 784), 255f));
    half.set(new NDIndex("0:50"), 0);
    assertThat(PixelScale.of(half).standardDeviation()).isBetween(0.49, 0.5);
  }

  @Test
  void standardizedImagesAreOnTheScaleOfThoseThatTrain() {
    ImageData grey = digits(Transform.UNIT, 30, 1100);
    ImageData seen = digits(Transform.STANDARDIZE, 30, 1100);

    assertThat(images(seen.train()).mean().getFloat()).isCloseTo(0, within(1e-5f));
    assertThat(images(seen.train()).square().mean().getFloat()).isCloseTo(1, within(1e-5f));
    assertThat(grey.scale()).isEqualTo(PixelScale.UNIT);
    assertThat(difference(seen, seen.train(), grey.train())).isLessThan(1e-6f);
    assertThat(difference(seen, seen.test(), grey.test())).isLessThan(1e-6f);
    assertThat(
            difference(
                seen,
                Objects.requireNonNull(seen.validation()),
                Objects.requireNonNull(grey.validation())))
        .isLessThan(1e-6f);
  }

  /** The largest difference between standardized images shown again and grey ones. */
  private float difference(ImageData data, ImageSet seen, ImageSet grey) {
    float[] values = images(seen).toFloatArray();
    float[] expected = images(grey).toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(data.scale().toUnit(values[i]) - expected[i]));
    }
    return largest;
  }

  @Test
  void leavesNothingBehindButTheImages() {
    try (NDManager owner = manager.newSubManager()) {
      digits(Transform.BINARIZE, 5, 50, owner);
      digits(Transform.STANDARDIZE, 5, 50, owner);

      assertThat(owner.getManagedArrays()).hasSize(2 * 6);
    }
  }

  @Test
  void tooManyHeldOutImagesAreRefused() {
    assertThatThrownBy(() -> digits(Transform.UNIT, 20_000, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data.validation must be < 20000, the number of training images of digits, was 20000");
    assertThatThrownBy(() -> new DataSpec(new DrawnDigits(), Transform.UNIT, 10, 10, 0))
        .hasMessage("validation must be < limit (10), was 10; testLimit must be >= 1, was 0");
  }

  private ImageData digits(Transform transform, int validation, @Nullable Integer limit) {
    return digits(transform, validation, limit, manager);
  }

  private static ImageData digits(
      Transform transform, int validation, @Nullable Integer limit, NDManager owner) {
    return new DataSpec(new DrawnDigits(), transform, validation, limit, 10).load(owner, NOWHERE);
  }

  private NDArray images(ImageSet set) {
    return set.range(manager, 0, set.size()).images();
  }
}
