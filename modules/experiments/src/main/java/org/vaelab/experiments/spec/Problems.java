package org.vaelab.experiments.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.spec.JsonNode.Position;

/** Everything that is wrong with a spec, thrown once at the end. */
final class Problems {
  private record Problem(Position position, String text) {}

  private final List<Problem> found = new ArrayList<>();

  /** {@code message} is read after the path: "must be >= 1, was 0". */
  void add(Position position, String path, String message) {
    String text = position + " " + (path.isEmpty() ? "the spec" : path) + " " + message;
    found.add(new Problem(position, text));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws all of them in the order of the file; those of the command line come last. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InputException(
          found.stream()
              .sorted(Comparator.comparing(Problem::position))
              .map(Problem::text)
              .distinct()
              .collect(Collectors.joining("\n")));
    }
  }
}
