package org.vaelab.experiments.exchange;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecWords;

/**
 * Noisy stripes of any size and colour, whose class is their width: networks of any shape can be
 * trained on them.
 *
 * @param channels of an image
 * @param height in pixels
 * @param width in pixels
 */
public record DrawnStripes(int channels, int height, int width) implements Dataset {
  private static final int SIZE = 1000;

  /** The words of the program, and {@code stripes}. */
  public static final Vocabulary VOCABULARY =
      SpecWords.builtIn().with(Dataset.class, "stripes", DrawnStripes.class);

  @Override
  public String name() {
    return "stripes";
  }

  @Override
  public String description() {
    return "stripes";
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(channels, height, width);
  }

  @Override
  public List<String> classNames() {
    return List.of("one", "two", "three", "four");
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "drawn";
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    int count = Math.min(limit, SIZE);
    Random random = new Random(split == Split.TRAIN ? 0 : 1);
    int size = shape().size();
    byte[] pixels = new byte[count * size];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(4);
      int phase = random.nextInt(width);
      for (int p = 0; p < size; p++) {
        int light = (p + phase) / (labels[i] + 1) % 2 * 180;
        pixels[i * size + p] = (byte) (light + random.nextInt(70));
      }
    }
    return RawImages.of(
        manager, pixels, shape(), labels, "drawn", List.of(Fingerprint.of("stripes", pixels)));
  }
}
