package org.vaelab.experiments.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.spec.JsonNode.Position;

/** Everything that is wrong with a spec, thrown once at the end. */
final class Problems {
  private final List<String> lines = new ArrayList<>();

  /** {@code message} is read after the path: "must be >= 1, was 0". */
  void add(Position position, String path, String message) {
    lines.add(position + " " + (path.isEmpty() ? "the spec" : path) + " " + message);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new InputException(lines.stream().distinct().collect(Collectors.joining("\n")));
    }
  }
}
