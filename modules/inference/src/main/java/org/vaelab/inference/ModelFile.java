package org.vaelab.inference;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.json.Binder;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Problems;
import org.vaelab.json.RecordJson;
import org.vaelab.json.Vocabulary;
import org.vaelab.training.checkpoint.SafetensorsFile;
import org.vaelab.training.checkpoint.Weights;

/**
 * A safetensors file of weights that says in its header what they belong to: under {@code
 * __metadata__}, as the JSON of a {@link ModelDescription}.
 */
public final class ModelFile {
  /** What it is called in the folder of a run. */
  public static final String NAME = "model.safetensors";

  private static final String KEY = "vaelab";

  private ModelFile() {}

  /**
   * Writes a model, whole or not at all.
   *
   * @param network initialised
   * @param description of the network
   * @param vocabulary the description's words
   * @param file replaced where it exists
   */
  public static void write(
      Block network, ModelDescription description, Vocabulary vocabulary, Path file) {
    Weights.save(network, metadata(description, vocabulary), file);
  }

  /**
   * What a file says in its header, so that it can be opened as a model.
   *
   * @param description of the weights in it
   * @param vocabulary the description's words
   * @return texts by name
   */
  public static Map<String, String> metadata(ModelDescription description, Vocabulary vocabulary) {
    return Map.of("format", "pt", KEY, RecordJson.tree(description, vocabulary).toString());
  }

  /**
   * Reads what a file's weights belong to.
   *
   * @param file as written by {@link #write}
   * @param vocabulary the words that the description may use
   * @return the description
   * @throws InputException when the file cannot be read, or does not describe itself
   */
  public static ModelDescription describe(Path file, Vocabulary vocabulary) {
    JsonValue header = parse(file + ", header", header(file));
    JsonValue metadata = member(header, "__metadata__");
    if (!(member(metadata, KEY) instanceof JsonValue.Text text)) {
      throw new InputException(
          file
              + " does not say what its weights belong to: another program wrote it, or a vaelab"
              + " from before models described themselves. To resume its run writes it again.");
    }
    String source = file + ", description";
    Problems problems = new Problems();
    Binder.Grammar grammar = new Binder.Grammar(ModelDescription.class, Map.of(), vocabulary);
    ModelDescription description =
        new Binder(problems, grammar, Path.of(""))
            .bind(parse(source, text.value()), ModelDescription.class, "");
    problems.throwIfAny();
    return Objects.requireNonNull(description, "a description without problems was not bound");
  }

  private static JsonValue parse(String source, String text) {
    Problems problems = new Problems();
    JsonValue value =
        JsonReader.read(new JsonValue.Position(source, 1, 1), text, List.of(), problems);
    problems.throwIfAny();
    return value;
  }

  private static JsonValue member(JsonValue value, String name) {
    JsonValue none = new JsonValue.Literal(value.position(), "null");
    return value instanceof JsonValue.Fields fields
        ? fields.values().getOrDefault(name, none)
        : none;
  }

  private static String header(Path file) {
    try {
      return SafetensorsFile.header(file);
    } catch (IOException failure) {
      throw new InputException(
          file + " cannot be read as a model: " + FileFaults.reason(failure), failure);
    }
  }
}
