package org.vaelab.data.digits;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;

class DrawnDigitsTest {
  private static final DataSources NOWHERE = new DataSources(List.of());

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  private final DrawnDigits digits = new DrawnDigits();

  @AfterEach
  void close() {
    manager.close();
  }

  /** The pixels are part of the project: a change of them changes every number in its documents. */
  @Test
  void thePixelsAreTheSameOnEveryMachine() {
    assertThat(digits.read(manager, Split.TRAIN, NOWHERE, 20_000).fingerprints())
        .containsExactly(
            new Fingerprint(
                "digits/train-20000",
                "2fab43894df3f697dd41eb82a4de743987cbd9b913fbbadbf655392cf1ce2093"));
    assertThat(digits.read(manager, Split.TEST, NOWHERE, 4_000).fingerprints())
        .containsExactly(
            new Fingerprint(
                "digits/test-4000",
                "490837d0c82016f864bee60c5154da46a6230e4c71c9b62bdd127fd1e3824a5c"));
  }

  @Test
  void hasTheSizesAndShapesItPromises() {
    RawImages train = digits.read(manager, Split.TRAIN, NOWHERE, Integer.MAX_VALUE);
    RawImages test = digits.read(manager, Split.TEST, NOWHERE, Integer.MAX_VALUE);

    assertThat(train.images().getShape()).isEqualTo(new Shape(20_000, 1, 28, 28));
    assertThat(test.images().getShape()).isEqualTo(new Shape(4_000, 1, 28, 28));
    assertThat(floats(train).max().getFloat()).isEqualTo(255f);
    assertThat(floats(train).min().getFloat()).isEqualTo(0f);
    for (int digit = 0; digit < 10; digit++) {
      int wanted = digit;
      assertThat(Arrays.stream(train.labels()).filter(label -> label == wanted).count())
          .as("images of " + digit)
          .isBetween(1800L, 2200L);
    }
  }

  @Test
  void aSmallerSetIsTheBeginningOfALargerOne() {
    RawImages few = digits.read(manager, Split.TRAIN, NOWHERE, 10);
    RawImages more = digits.read(manager, Split.TRAIN, NOWHERE, 50);

    assertThat(floats(more).get("0:10").toFloatArray()).isEqualTo(floats(few).toFloatArray());
    assertThat(Arrays.copyOf(more.labels(), 10)).isEqualTo(few.labels());
  }

  @Test
  void trainAndTestDiffer() {
    float[] train = floats(digits.read(manager, Split.TRAIN, NOWHERE, 1)).toFloatArray();
    float[] test = floats(digits.read(manager, Split.TEST, NOWHERE, 1)).toFloatArray();

    assertThat(test).isNotEqualTo(train);
  }

  private static NDArray floats(RawImages raw) {
    return raw.images().toType(DataType.FLOAT32, false);
  }
}
