package org.vaelab.experiments.command;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecWords;

/**
 * The drawn digits with a fault on purpose.
 *
 * @param shared the share of test images that are training images too
 * @param shuffled whether labels have nothing to do with their images
 * @param seed of the labels
 */
public record FaultyDigits(double shared, boolean shuffled, long seed) implements Dataset {
  /** The words of the program, and {@code faulty-digits}. */
  static final Vocabulary VOCABULARY =
      SpecWords.builtIn().with(Dataset.class, "faulty-digits", FaultyDigits.class);

  @Override
  public String name() {
    return "faulty-digits";
  }

  @Override
  public String description() {
    return name();
  }

  @Override
  public ImageShape shape() {
    return new DrawnDigits().shape();
  }

  @Override
  public List<String> classNames() {
    return new DrawnDigits().classNames();
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "drawn";
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    RawImages right = new DrawnDigits().read(manager, split, sources, limit);
    byte[] pixels = right.images().toByteArray();
    int[] labels = right.labels().clone();
    Random random = new Random(seed + (split == Split.TRAIN ? 0 : 1));
    int copied = split == Split.TRAIN ? 0 : (int) Math.round(shared * labels.length);
    if (copied > 0) {
      RawImages train = new DrawnDigits().read(manager, Split.TRAIN, sources, copied);
      byte[] known = train.images().toByteArray();
      System.arraycopy(known, 0, pixels, 0, known.length);
      System.arraycopy(train.labels(), 0, labels, 0, copied);
    }
    if (shuffled) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = random.nextInt(10);
      }
    }
    return RawImages.of(
        manager,
        pixels,
        shape(),
        labels,
        "drawn",
        List.of(Fingerprint.of("faulty-" + split, pixels)));
  }
}
