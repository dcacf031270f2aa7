package org.vaelab.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.report.RunPart.Line;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.SpecDifferences;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/**
 * What a run's spec says.
 *
 * @param name of the experiment
 * @param description one sentence; may be empty
 * @param beyond the fields that are not what they are by default: the value, and the default
 * @param base the file that it was started from; empty where that is not known or gone
 * @param changed the fields that differ from the base: its value, and the run's
 * @param note what cannot be said, and why; may be empty
 * @param json the whole of it
 */
public record SpecPart(
    String name,
    String description,
    List<Line> beyond,
    String base,
    List<Line> changed,
    String note,
    String json) {

  /** Of a run folder; finding the defaults takes a while, and is left out where there are many. */
  static SpecPart of(Path folder, String command, boolean detailed) {
    String text = text(folder.resolve(RunFiles.SPEC));
    JsonNode tree = tree(text);
    String name = tree.path("name").asText(String.valueOf(folder.getFileName()));
    String description = tree.path("description").asText("");
    try {
      ExperimentSpec spec = SpecFile.parse(RunFiles.SPEC, text, List.of());
      Optional<Path> base = base(command);
      return new SpecPart(
          name,
          description,
          detailed ? new Defaults(text).beyond() : List.of(),
          base.map(Path::toString).orElse(""),
          base.map(file -> changed(file, spec)).orElse(List.of()),
          "",
          text);
    } catch (InputException unknown) {
      return new SpecPart(
          name,
          description,
          List.of(),
          "",
          List.of(),
          "Which fields are not at their defaults is not known: the spec has words of code that was"
              + " given with --with, or cannot be read.",
          text);
    }
  }

  /** What a command that began a run was given, where it is still there. */
  private static Optional<Path> base(String command) {
    String[] words = command.split(" ");
    if (words.length < 3 || !words[1].equals("run")) {
      return Optional.empty();
    }
    try {
      return List.of(words).subList(2, words.length).stream()
          .filter(word -> word.endsWith(".json"))
          .map(Path::of)
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (InvalidPathException elsewhere) {
      return Optional.empty();
    }
  }

  private static List<Line> changed(Path base, ExperimentSpec spec) {
    try {
      JsonNode before = SpecJson.tree(SpecFile.read(base, List.of()), SpecWords.builtIn());
      JsonNode after = SpecJson.tree(spec, SpecWords.builtIn());
      return SpecDifferences.between(before, after).stream()
          .map(each -> new Line(each.path(), List.of(each.was(), each.is())))
          .toList();
    } catch (InputException changedSince) {
      return List.of();
    }
  }

  private static String text(Path file) {
    try {
      return SpecFile.text(file);
    } catch (InputException unreadable) {
      return "";
    }
  }

  /** Of a text that may be no JSON. */
  static JsonNode tree(@Nullable String text) {
    JsonMapper mapper = JsonMapper.builder().build();
    try {
      JsonNode tree = mapper.readTree(text == null ? "" : text);
      return tree.isObject() ? tree : mapper.createObjectNode();
    } catch (IOException damaged) {
      return mapper.createObjectNode();
    }
  }
}
