package org.vaelab.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * What every {@link Dataset} promises. A test class of a data set of your own implements this and
 * gives a small example of it.
 */
public interface DatasetContract {
  /**
   * A data set and where it is looked for.
   *
   * @param dataset to be tested
   * @param sources where the user keeps data
   */
  record Example(Dataset dataset, DataSources sources) {
    RawImages read(NDManager manager, Split split, int limit) {
      return dataset.read(manager, split, sources, limit);
    }
  }

  /**
   * A data set that can be read.
   *
   * @return with at least two images in each split
   * @throws IOException when its files cannot be written
   */
  Example whole() throws IOException;

  /**
   * The same where a file of it is missing.
   *
   * @return empty for a data set that has no files
   * @throws IOException when its other files cannot be written
   */
  Optional<Example> withoutAFile() throws IOException;

  @Test
  default void itsNameIsAWordAndItIsDescribed() throws IOException {
    Example example = whole();

    assertThat(example.dataset().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(example.dataset().description()).isNotBlank();
    assertThat(example.dataset().whereabouts(example.sources())).isNotBlank();
    assertThat(example.dataset().isAtHand(example.sources())).isTrue();
    assertThat(example.dataset().classNames())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).isNotBlank());
  }

  @Test
  default void imagesHaveTheShapeAndTheRangeItPromises() throws IOException {
    Example example = whole();
    ImageShape shape = example.dataset().shape();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      for (Split split : Split.values()) {
        RawImages raw = example.read(manager, split, Integer.MAX_VALUE);
        NDArray images = raw.images().toType(DataType.FLOAT32, false);

        assertThat(raw.labels()).as(split + " labels").hasSizeGreaterThan(1);
        assertThat(images.getShape()).isEqualTo(shape.batch(raw.labels().length));
        assertThat(raw.images().getDataType()).isEqualTo(DataType.UINT8);
        assertThat(images.min().getFloat()).isGreaterThanOrEqualTo(0);
        // Whoever gives [0, 1] has divided too early.
        assertThat(images.max().getFloat()).isGreaterThan(1).isLessThanOrEqualTo(255);
        assertThat(raw.origin()).isNotBlank();
      }
    }
  }

  @Test
  default void labelsAreNumbersOfClasses() throws IOException {
    Example example = whole();
    int classes = example.dataset().classNames().size();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      for (Split split : Split.values()) {
        int[] labels = example.read(manager, split, Integer.MAX_VALUE).labels();
        assertThat(Arrays.stream(labels).boxed())
            .as(split + " labels")
            .allSatisfy(label -> assertThat(label).isBetween(0, classes - 1));
      }
    }
  }

  @Test
  default void aLimitGivesTheBeginning() throws IOException {
    Example example = whole();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      for (Split split : Split.values()) {
        RawImages all = example.read(manager, split, Integer.MAX_VALUE);
        int size = all.labels().length;
        for (int limit : new int[] {1, 2, size}) {
          RawImages some = example.read(manager, split, limit);

          assertThat(some.labels()).hasSizeBetween(limit, size);
          assertThat(Arrays.copyOf(some.labels(), limit))
              .isEqualTo(Arrays.copyOf(all.labels(), limit));
          assertThat(beginning(some, limit)).isEqualTo(beginning(all, limit));
        }
      }
    }
  }

  @Test
  default void theSameBytesTwice() throws IOException {
    Example example = whole();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Set<String> names = new HashSet<>();
      for (Split split : Split.values()) {
        RawImages first = example.read(manager, split, 20);
        RawImages second = example.read(manager, split, 20);
        int size = first.labels().length;

        assertThat(second.labels()).isEqualTo(first.labels());
        assertThat(beginning(second, size)).isEqualTo(beginning(first, size));
        assertThat(first.fingerprints()).isNotEmpty().isEqualTo(second.fingerprints());
        for (Fingerprint fingerprint : first.fingerprints()) {
          assertThat(fingerprint.name()).startsWith(example.dataset().name() + "/");
          assertThat(fingerprint.sha256()).matches("[0-9a-f]{64}");
          assertThat(names.add(fingerprint.name())).as(fingerprint.name() + " once").isTrue();
        }
      }
    }
  }

  @Test
  default void otherPixelsHaveAnotherFingerprint() throws IOException {
    Example example = whole();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      List<String> train = sums(example.read(manager, Split.TRAIN, 20));
      List<String> test = sums(example.read(manager, Split.TEST, 20));

      assertThat(train).doesNotContainAnyElementsOf(test);
    }
  }

  @Test
  default void aMissingFileIsSaidInASentence() throws IOException {
    Optional<Example> broken = withoutAFile();
    Assumptions.assumeTrue(broken.isPresent(), "no files that could be missing");
    Example example = broken.get();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      assertThatThrownBy(
              () -> {
                ImageShape shape = example.dataset().shape();
                int classes = example.dataset().classNames().size();
                for (Split split : Split.values()) {
                  example.read(manager, split, Integer.MAX_VALUE);
                }
                throw new AssertionError("read whole: " + classes + " classes of " + shape);
              })
          .isInstanceOf(InputException.class)
          .hasMessageMatching("(?s).*\\bmissing\\b.*|.*\\bnot found\\b.*")
          .hasMessageEndingWith(".")
          .hasMessageNotContainingAny("Exception", "java.", "null");
    }
  }

  private static float[] beginning(RawImages raw, int images) {
    return raw.images().get("0:" + images).toType(DataType.FLOAT32, false).toFloatArray();
  }

  private static List<String> sums(RawImages raw) {
    return raw.fingerprints().stream().map(Fingerprint::sha256).toList();
  }
}
