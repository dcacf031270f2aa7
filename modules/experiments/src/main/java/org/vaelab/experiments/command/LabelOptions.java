package org.vaelab.experiments.command;

import java.util.Arrays;
import java.util.List;
import org.vaelab.inference.ModelDescription;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;

/** Classes as people name them. */
final class LabelOptions {
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

  /** One class for all of {@code count} rows. */
  static int[] repeated(int label, int count) {
    int[] classes = new int[count];
    Arrays.fill(classes, label);
    return classes;
  }
}
