package org.vaelab.experiments.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question with a known answer, which is asked of vaelab's own code and of code with a mistake.
 *
 * @param subject what is examined
 * @param question what the answer is known of
 * @param real vaelab's own
 * @param fault what is wrong with an implementation; empty where it gives the known answer
 * @param mistakes implementations that must be found wrong
 * @param <T> what an implementation is
 */
record Examination<T>(
    String subject,
    String question,
    T real,
    Function<T, Optional<String>> fault,
    List<Mistake<T>> mistakes) {
  /**
   * A mistake on purpose.
   *
   * @param name what is wrong
   * @param wrong the implementation
   * @param <T> what an implementation is
   */
  record Mistake<T>(String name, T wrong) {}

  /** Asks vaelab's own code first, and then each mistake. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(subject, question, false, fault.apply(real)));
    for (Mistake<T> mistake : mistakes) {
      findings.add(new Finding(subject, mistake.name(), true, fault.apply(mistake.wrong())));
    }
    return findings;
  }

  /** Says how far an answer is from the known one, where that is too far. */
  static Optional<String> difference(String what, double given, double known, double tolerance) {
    return Math.abs(given - known) <= tolerance
        ? Optional.empty()
        : Optional.of(
            String.format(java.util.Locale.ROOT, "%s %.6g, not %.6g", what, given, known));
  }

  /** The first difference of several answers. */
  static Optional<String> difference(
      String what, double[] given, double[] known, double tolerance) {
    if (given.length != known.length) {
      return Optional.of(what + ": " + given.length + " numbers, not " + known.length);
    }
    for (int i = 0; i < known.length; i++) {
      Optional<String> one = difference(what, given[i], known[i], tolerance);
      if (one.isPresent()) {
        return one;
      }
    }
    return Optional.empty();
  }
}
