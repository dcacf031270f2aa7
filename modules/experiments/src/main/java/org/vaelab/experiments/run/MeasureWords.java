package org.vaelab.experiments.run;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vaelab.training.metrics.Measures;

/**
 * Measures as the terminal shows them: "105.80 (rec 80.52, kl 25.28)". What follows from them is
 * shown where it is another number than the loss: "181.64 (rec 80.52, kl 25.28, elbo 105.80)".
 */
final class MeasureWords {
  private MeasureWords() {}

  static String of(Measures measures) {
    // A classifier's numbers are small.
    String format = measures.values().containsKey("accuracy") ? "%.4f" : "%.2f";
    return number(format, measures.loss())
        + Stream.concat(measures.values().keySet().stream(), measures.telling().stream())
            .filter(name -> !name.equals("loss"))
            .map(name -> shortName(name) + " " + number(format, measures.get(name)))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String shortName(String name) {
    return name.equals("reconstruction") ? "rec" : name;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
