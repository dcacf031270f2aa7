package org.vaelab.spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.data.source.Dataset;
import org.vaelab.json.Binder;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Problems;
import org.vaelab.json.Vocabulary;

/**
 * The data sets that a spec may choose.
 *
 * @param vocabulary the words of specs
 */
public record Datasets(Vocabulary vocabulary) {
  /**
   * Those that a word is enough for.
   *
   * @return each with its defaults, in listing order
   */
  public List<Dataset> ofAWord() {
    Map<String, Dataset> datasets = vocabulary.standard(Dataset.class);
    datasets.keySet().removeAll(ofFields().keySet());
    return List.copyOf(datasets.values());
  }

  /**
   * Those that need more than a word.
   *
   * @return for each word the fields that must be given, in listing order
   */
  public Map<String, List<String>> ofFields() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    vocabulary
        .required(Dataset.class)
        .forEach(
            (word, required) -> {
              if (!required.isEmpty()) {
                fields.put(word, required);
              }
            });
    return fields;
  }

  /**
   * Reads what could stand at {@code data.dataset} of a spec; paths are relative to the folder that
   * the program runs in.
   *
   * @param source what messages call the place where it was given
   * @param name what messages call it
   * @param text a word, or a JSON object
   * @return the data set
   * @throws org.vaelab.input.InputException naming everything that is wrong, a line each
   */
  public Dataset parse(String source, String name, String text) {
    Problems problems = new Problems();
    JsonValue.Position position = new JsonValue.Position(source, 0, 0);
    JsonValue node =
        text.stripLeading().startsWith("{")
            ? JsonReader.read(position, text, List.of(name), problems)
            : new JsonValue.Text(position, text);
    Optional<Dataset> dataset =
        new Binder(problems, SpecFile.grammar(vocabulary), Path.of(""))
            .bindChoice(node, Dataset.class, name);
    problems.throwIfAny();
    return dataset.orElseThrow();
  }
}
