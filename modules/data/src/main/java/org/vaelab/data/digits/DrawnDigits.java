package org.vaelab.data.digits;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.input.ImageShape;

/**
 * Digits that the project draws itself: nothing to download, the same pixels on every machine.
 *
 * <p>Image i has the class and the hand that its own seed gives, so a smaller set is the beginning
 * of a larger one.
 */
public record DrawnDigits() implements Dataset {
  private static final int TRAIN_SIZE = 20_000;
  private static final int TEST_SIZE = 4_000;
  private static final long SEED = 0x5EED_D161_7500_0001L;
  private static final List<String> CLASS_NAMES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String description() {
    return "digits drawn by vaelab, 20,000 train and 4,000 test";
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(1, DigitPen.SIDE, DigitPen.SIDE);
  }

  @Override
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  @Override
  public String whereabouts(DataSources sources) {
    return "drawn when needed";
  }

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    int count = Math.min(limit, split == Split.TRAIN ? TRAIN_SIZE : TEST_SIZE);
    byte[] pixels = new byte[count * shape().size()];
    int[] labels = new int[count];
    IntStream.range(0, count).parallel().forEach(i -> labels[i] = draw(split, i, pixels));
    return RawImages.of(
        manager,
        pixels,
        shape(),
        labels,
        "drawn by vaelab",
        List.of(Fingerprint.of("digits/" + split + "-" + count, pixels)));
  }

  private int draw(Split split, int index, byte[] pixels) {
    SplittableRandom choice =
        new SplittableRandom(SEED + 2L * index + (split == Split.TRAIN ? 0 : 1));
    int digit = choice.nextInt(CLASS_NAMES.size());
    List<DigitStrokes.Form> forms = DigitStrokes.forms(digit);
    DigitStrokes.Form form = forms.get(choice.nextInt(forms.size()));
    new DigitPen(choice.nextLong(), form.width()).draw(form, pixels, index * shape().size());
    return digit;
  }
}
