package org.vaelab.experiments.run;

import java.util.Locale;
import java.util.stream.Collectors;
import org.vaelab.training.Measures;

/** Measures as the terminal shows them: "105.80 (rec 80.52, kl 25.28)". */
final class MeasureWords {
  private MeasureWords() {}

  static String of(Measures measures) {
    // A classifier's numbers are small.
    String format = measures.values().containsKey("accuracy") ? "%.4f" : "%.2f";
    return String.format(Locale.ROOT, format, measures.loss())
        + measures.values().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("loss"))
            .map(entry -> shortName(entry.getKey()) + " " + number(format, entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String shortName(String name) {
    return name.equals("reconstruction") ? "rec" : name;
  }
}
