package org.vaelab.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;
import org.vaelab.json.Binder;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.JsonValue.Position;
import org.vaelab.json.Overrides;
import org.vaelab.json.Problems;
import org.vaelab.json.Vocabulary;

/** An experiment file on disk. */
public final class SpecFile {
  private SpecFile() {}

  /**
   * Reads and checks an experiment file of built-in words; paths in it are relative to its folder.
   *
   * @param file as the user named it, which messages repeat
   * @param overrides {@code path=value}, applied in order before the checks
   * @return the spec, defaults filled in
   * @throws InputException naming everything that is wrong, a line each
   */
  public static ExperimentSpec read(Path file, List<String> overrides) {
    return read(file, overrides, SpecWords.builtIn());
  }

  /**
   * Reads and checks an experiment file; paths in it are relative to its folder.
   *
   * @param file as the user named it, which messages repeat
   * @param overrides {@code path=value}, applied in order before the checks
   * @param vocabulary the words that it may use
   * @return the spec, defaults filled in
   * @throws InputException naming everything that is wrong, a line each
   */
  public static ExperimentSpec read(Path file, List<String> overrides, Vocabulary vocabulary) {
    return parse(file.toString(), SpecText.read(file), folder(file), overrides, vocabulary, null);
  }

  /**
   * Reads and checks an experiment file as {@link #read(Path, List, Vocabulary)}, but leaves out
   * figures of the file at epochs that are not reached because {@code overrides} made them fewer.
   *
   * @param file as the user named it, which messages repeat
   * @param overrides {@code path=value}, applied in order before the checks
   * @param vocabulary the words that it may use
   * @param notes takes a sentence for each figure that is left out
   * @return the spec, defaults filled in
   * @throws InputException naming everything that is wrong, a line each
   */
  public static ExperimentSpec read(
      Path file, List<String> overrides, Vocabulary vocabulary, Consumer<String> notes) {
    return parse(file.toString(), SpecText.read(file), folder(file), overrides, vocabulary, notes);
  }

  /**
   * An experiment file that is read once, of which many specs are made.
   *
   * @param file as the user named it, which messages repeat
   * @param text JSON
   * @param vocabulary the words that it may use
   */
  public record Base(Path file, String text, Vocabulary vocabulary) {
    /**
     * Reads the text of an experiment file, which is not checked yet.
     *
     * @param file as the user named it
     * @param vocabulary the words that it may use
     * @return to be changed
     * @throws InputException when it cannot be read
     */
    public static Base read(Path file, Vocabulary vocabulary) {
      return new Base(file, SpecText.read(file), vocabulary);
    }

    /**
     * The experiment with some fields changed, checked.
     *
     * @param changes values by path, applied in order before the checks
     * @return the spec, defaults filled in
     * @throws InputException naming everything that is wrong, a line each, where it stands
     */
    public ExperimentSpec with(Map<String, JsonValue> changes) {
      return parse(
          file.toString(),
          text,
          folder(file),
          (node, problems) ->
              changes.forEach((path, value) -> Overrides.set(node, path, value, problems)),
          vocabulary,
          null);
    }
  }

  /** What a spec, or a part of one, may say. */
  static Binder.Grammar grammar(Vocabulary vocabulary) {
    return new Binder.Grammar(
        ExperimentSpec.class,
        Map.of(
            "devices",
            "one training uses one device: give device, and start a run for each of them"),
        vocabulary);
  }

  /**
   * The text of a JSON file that people write: UTF-8, with or without a byte order mark.
   *
   * @param file as the user named it, which messages repeat
   * @return its text
   * @throws InputException when it cannot be read, is too long, or is no text in UTF-8
   */
  public static String text(Path file) {
    return SpecText.read(file);
  }

  private static Path folder(Path file) {
    Path absolute = file.toAbsolutePath();
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  /**
   * Reads and checks the text of an experiment file of built-in words; paths in it are relative to
   * the folder that the program runs in.
   *
   * @param source what messages call it
   * @param text JSON
   * @param overrides {@code path=value}, applied in order before the checks
   * @return the spec, defaults filled in
   * @throws InputException naming everything that is wrong, a line each
   */
  public static ExperimentSpec parse(String source, String text, List<String> overrides) {
    return parse(source, text, overrides, SpecWords.builtIn());
  }

  /**
   * Reads and checks the text of an experiment file; paths in it are relative to the folder that
   * the program runs in.
   *
   * @param source what messages call it
   * @param text JSON
   * @param overrides {@code path=value}, applied in order before the checks
   * @param vocabulary the words that it may use
   * @return the spec, defaults filled in
   * @throws InputException naming everything that is wrong, a line each
   */
  public static ExperimentSpec parse(
      String source, String text, List<String> overrides, Vocabulary vocabulary) {
    return parse(source, text, Path.of(""), overrides, vocabulary, null);
  }

  private static ExperimentSpec parse(
      String source,
      String text,
      Path folder,
      List<String> overrides,
      Vocabulary vocabulary,
      @Nullable Consumer<String> notes) {
    return parse(
        source,
        text,
        folder,
        (node, problems) -> Overrides.apply(node, overrides, problems),
        vocabulary,
        notes);
  }

  private static ExperimentSpec parse(
      String source,
      String text,
      Path folder,
      BiConsumer<JsonValue, Problems> change,
      Vocabulary vocabulary,
      @Nullable Consumer<String> notes) {
    Problems problems = new Problems();
    JsonValue node = JsonReader.read(new Position(source, 1, 1), text, List.of(), problems);
    change.accept(node, problems);
    if (notes != null) {
      LateFigures.leaveOut(node, notes);
    }
    if (node instanceof JsonValue.Fields fields) {
      // Editors find the schema by this; it is no part of the experiment.
      fields.values().remove("$schema");
      fields.names().remove("$schema");
    }
    ExperimentSpec spec =
        new Binder(problems, grammar(vocabulary), folder).bind(node, ExperimentSpec.class, "");
    if (spec != null && problems.isEmpty()) {
      // Where something is wrong a default stands in, and conflicts with it would be no news.
      new Conflicts(spec, node, problems, vocabulary).find();
    }
    problems.throwIfAny();
    return Objects.requireNonNull(spec, "a spec without problems was not bound");
  }
}
