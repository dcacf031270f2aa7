package org.vaelab.experiments.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.vaelab.input.InputException;
import org.vaelab.json.Binder;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.JsonValue.Position;
import org.vaelab.json.Problems;
import org.vaelab.spec.SpecFile;

/**
 * A sweep file on disk.
 *
 * @param file as the user named it, which messages repeat
 * @param text JSON
 * @param spec what it says, defaults filled in
 * @param root its JSON, for places
 */
public record SweepFile(Path file, String text, SweepSpec spec, JsonValue root) {
  /** Fields that no experiment has. */
  private static final Set<String> OWN = Set.of("base", "parameters", "method", "seeds");

  /**
   * Reads and checks a sweep file, but for what its base and its runs say.
   *
   * @param file as the user named it
   * @return the sweep
   * @throws InputException naming everything that is wrong, a line each
   */
  public static SweepFile read(Path file) {
    String text = SpecFile.text(file);
    Problems problems = new Problems();
    JsonValue root =
        JsonReader.read(new Position(file.toString(), 1, 1), text, List.of(), problems);
    if (root instanceof JsonValue.Fields fields) {
      // Editors find the schema by this; it is no part of the sweep.
      fields.values().remove("$schema");
      fields.names().remove("$schema");
    }
    Path absolute = file.toAbsolutePath();
    Binder.Grammar grammar =
        new Binder.Grammar(
            SweepSpec.class,
            Map.of(
                "spec", "the experiment file of all runs is base",
                "program", "the experiment file of all runs is base",
                "count", "how many random configurations there are is method.runs",
                "runs", "how many random configurations there are is method.runs",
                "early_terminate", "method halving ends bad runs early"),
            SweepWords.all());
    SweepSpec spec =
        new Binder(problems, grammar, Objects.requireNonNullElse(absolute.getParent(), absolute))
            .bind(root, SweepSpec.class, "");
    SweepFile read = spec == null ? null : new SweepFile(file, text, spec, root);
    if (read != null && problems.isEmpty()) {
      new SweepConflicts(read, problems).find();
    }
    problems.throwIfAny();
    return Objects.requireNonNull(read, "a sweep without problems was not bound");
  }

  /**
   * Whether a file is meant to be a sweep and not an experiment: it has a field that only sweeps
   * have. What cannot be read is none.
   *
   * @param file any
   * @return true where {@link #read} is for it
   */
  public static boolean isSweep(Path file) {
    try {
      JsonValue root =
          JsonReader.read(
              new Position(file.toString(), 1, 1), SpecFile.text(file), List.of(), new Problems());
      return root instanceof JsonValue.Fields fields
          && fields.values().keySet().stream().anyMatch(OWN::contains);
    } catch (InputException unreadable) {
      return false;
    }
  }

  /** Where a field stands, or the nearest object around it that the file has. */
  Position place(String... steps) {
    JsonValue place = root;
    for (String step : steps) {
      JsonValue next = place instanceof JsonValue.Fields fields ? fields.values().get(step) : null;
      if (next == null) {
        break;
      }
      place = next;
    }
    return place.position();
  }
}
