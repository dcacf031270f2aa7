package org.vaelab.experiments.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.sweep.SweepWords;
import org.vaelab.json.FieldDescription;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab explain}. */
@Command(
    name = "explain",
    description = "Says what a field of an experiment file means, its default and its range.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab explain training.batchSize",
      "  vaelab explain learningRate"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int WIDTH = 96;

  /** Before the fields of a sweep file. */
  private static final String SWEEP = "sweep";

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private WithOptions withOptions = new WithOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FIELD",
      description =
          "its path, such as training.batchSize, or its name alone; sweep.method and so on of a"
              + " sweep file (default: all at the top)")
  private String field = "";

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Vocabulary words = withOptions.load(program.vocabulary()).vocabulary();
    List<FieldDescription> found =
        isOfSweep()
            ? SweepWords.guide().find(field.substring(SWEEP.length()).replaceFirst("^\\.", ""))
            : SpecJson.guide(words).find(field);
    // The learning rate of three optimizers is explained once.
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (FieldDescription each : found) {
      paths.computeIfAbsent(text(each), text -> new ArrayList<>()).add(each.path());
    }
    List<String> parts = new ArrayList<>();
    paths.forEach((text, same) -> parts.add(String.join("\n", same) + text));
    program.terminal().show(String.join("\n\n", parts).strip());
    return VaelabCommand.DONE;
  }

  private boolean isOfSweep() {
    return field.equals(SWEEP) || field.startsWith(SWEEP + ".");
  }

  /** What follows the path. */
  private static String text(FieldDescription described) {
    StringBuilder text = new StringBuilder();
    boolean field = !described.kind().equals("object") || described.standard() != null;
    if (field) {
      text.append(": ").append(described.kind()).append(", ");
      text.append(standard(described.standard()));
    }
    if (!described.meaning().isEmpty()) {
      text.append('\n').append(wrapped(described.meaning(), "  "));
    }
    described.limits().forEach(limit -> text.append("\n  ").append(limit));
    int widest = described.members().keySet().stream().mapToInt(String::length).max().orElse(0);
    described
        .members()
        .forEach(
            (name, meaning) -> {
              String start = "  " + name + " ".repeat(widest - name.length() + 2);
              String rest = wrapped(meaning, " ".repeat(start.length()));
              text.append('\n').append((start + rest.stripLeading()).stripTrailing());
            });
    return text.toString();
  }

  private static String standard(@Nullable String standard) {
    return standard == null ? "must be given" : "default " + standard;
  }

  /** Lines of about the width of a window, each behind {@code indent}. */
  private static String wrapped(String words, String indent) {
    StringBuilder lines = new StringBuilder(indent);
    int column = indent.length();
    for (String word : words.split(" ")) {
      if (column > indent.length() && column + word.length() >= WIDTH) {
        lines.append('\n').append(indent);
        column = indent.length();
      }
      lines.append(column > indent.length() ? " " : "").append(word);
      column += word.length() + 1;
    }
    return lines.toString();
  }
}
