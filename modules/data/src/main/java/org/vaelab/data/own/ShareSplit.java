package org.vaelab.data.own;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.vaelab.data.source.Split;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * By chance: a share of each class is for the test. The same images and the same seed give the same
 * split, on every machine.
 *
 * @param test the share of the test
 * @param seed of the order
 */
public record ShareSplit(double test, long seed) implements SplitRule {
  /** Checks the share. */
  public ShareSplit {
    new Settings()
        .require(test > 0 && test < 1, "test", "must be > 0 and < 1, was " + test)
        .check();
  }

  /** A tenth. */
  public ShareSplit() {
    this(0.1, 0);
  }

  /**
   * The rows of a split, in an order of chance.
   *
   * @param source what messages call the images
   * @param classes of all images
   * @param split which part
   * @return each row of {@code classes} is in exactly one of the two splits
   * @throws InputException when a class has one image alone
   */
  int[] rows(String source, int[] classes, Split split) {
    int most = Arrays.stream(classes).max().orElse(-1);
    List<List<Integer>> ofClass = new ArrayList<>();
    for (int k = 0; k <= most; k++) {
      ofClass.add(new ArrayList<>());
    }
    for (int i : order(classes.length, seed)) {
      ofClass.get(classes[i]).add(i);
    }
    List<Integer> chosen = new ArrayList<>();
    for (int k = 0; k <= most; k++) {
      List<Integer> rows = ofClass.get(k);
      if (rows.size() == 1) {
        throw new InputException(
            source
                + " has one image alone of class "
                + k
                + "; a share for the test needs two or more of each.");
      }
      int tested = (int) Math.max(1, Math.min(rows.size() - 1, Math.round(test * rows.size())));
      if (!rows.isEmpty()) {
        chosen.addAll(
            split == Split.TEST ? rows.subList(0, tested) : rows.subList(tested, rows.size()));
      }
    }
    int[] order = order(chosen.size(), seed + 1);
    return Arrays.stream(order).map(chosen::get).toArray();
  }

  /** The numbers below {@code count} in an order of chance (Fisher and Yates, 1938). */
  static int[] order(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int place = random.nextInt(i + 1);
      order[i] = order[place];
      order[place] = i;
    }
    return order;
  }
}
