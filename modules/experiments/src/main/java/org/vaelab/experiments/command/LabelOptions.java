package org.vaelab.experiments.command;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.vaelab.experiments.use.ClassShares;
import org.vaelab.inference.ModelDescription;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;

/** Classes as people name them. */
final class LabelOptions {
  private static final Pattern SHARE = Pattern.compile("[01]|[01]?\\.\\d{1,9}");

  private LabelOptions() {}

  /** The number of a class that is given by its number or its name. */
  static int number(String option, String label, ModelDescription model) {
    List<String> names = model.classNames();
    if (!model.model().conditional()) {
      throw new InputException(
          option
              + " is for models that are given labels; this is "
              + Words.a(model.model().kind()));
    }
    if (names.contains(label)) {
      return names.indexOf(label);
    }
    if (label.matches("\\d{1,9}") && Integer.parseInt(label) < names.size()) {
      return Integer.parseInt(label);
    }
    throw new InputException(
        option
            + " must be a class: 0 to "
            + (names.size() - 1)
            + (names.size() <= 20 ? ", or " + Words.either(names) : ", or the name of one")
            + "; was \""
            + label
            + '"');
  }

  /** One class as above, or shares of several: 3:0.4,8:0.6. */
  static ClassShares shares(String option, String label, ModelDescription model) {
    int classes = model.classNames().size();
    if (!label.contains(":") || model.classNames().contains(label)) {
      return ClassShares.of(number(option, label, model), classes);
    }
    float[] shares = new float[classes];
    double sum = 0;
    for (String part : label.split(",", -1)) {
      int colon = part.lastIndexOf(':');
      String share = part.substring(colon + 1);
      if (colon < 0 || !SHARE.matcher(share).matches()) {
        throw new InputException(
            option + " must be a class, or shares such as 3:0.4,8:0.6, was \"" + label + '"');
      }
      shares[number(option, part.substring(0, colon), model)] += Float.parseFloat(share);
      sum += Double.parseDouble(share);
    }
    if (Math.abs(sum - 1) > 1e-6) {
      throw new InputException(
          option + " must have shares that add up to 1, was \"" + label + "\": " + sum);
    }
    return new ClassShares(shares);
  }

  /** One class for all of {@code count} rows. */
  static int[] repeated(int label, int count) {
    int[] classes = new int[count];
    Arrays.fill(classes, label);
    return classes;
  }
}
