package org.vaelab.data.own;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vaelab.input.InputException;

/** Labels in files, as classes. */
final class ClassNumbers {
  private static final int MOST = PictureFolder.MOST_CLASSES - 1;
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}(\\.0*)?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.]+([eE][+-]?\\d+)?");

  private ClassNumbers() {}

  /** Names for the classes 0 to the largest of {@code labels}. */
  static List<String> names(String source, int[] labels) {
    int most = Arrays.stream(labels).max().orElse(0);
    check(source, labels);
    if (most == 0) {
      throw new InputException(
          source
              + " has one class alone: every label is 0; for images without labels, say that there"
              + " is no such array or column: \"\".");
    }
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  private static void check(String source, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] > MOST) {
        throw new InputException(
            source
                + " has the label "
                + labels[i]
                + " of image "
                + i
                + " (from 0); labels are 0 to "
                + MOST
                + ".");
      }
    }
  }

  /** Names for the classes of labels that are all whole numbers, or all words. */
  static List<String> names(String source, List<String> labels) {
    TreeSet<String> different = new TreeSet<>(labels);
    if (different.stream().noneMatch(each -> NUMBER.matcher(each).matches())) {
      if (different.size() < 2 || different.size() > MOST + 1) {
        throw new InputException(
            source + " has " + different.size() + " different labels; there must be 2 to 1,000.");
      }
      return List.copyOf(different);
    }
    return names(source, numbers(source, labels));
  }

  private static int[] numbers(String source, List<String> labels) {
    int[] numbers = new int[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!WHOLE.matcher(labels.get(i)).matches()) {
        throw new InputException(
            source
                + " has the label \""
                + labels.get(i)
                + "\" of image "
                + i
                + " (from 0); labels are all whole numbers, or all words.");
      }
      numbers[i] = (int) Double.parseDouble(labels.get(i));
    }
    return numbers;
  }

  /** The places of {@code labels} among {@code names}, which were found by the same labels. */
  static int[] of(String source, List<String> labels, List<String> names) {
    if (labels.stream().noneMatch(each -> NUMBER.matcher(each).matches())) {
      return labels.stream().mapToInt(names::indexOf).toArray();
    }
    return numbers(source, new ArrayList<>(labels));
  }
}
