package org.vaelab.spec;

import com.fasterxml.jackson.databind.JsonNode;
import org.vaelab.json.FieldGuide;
import org.vaelab.json.JsonSchema;
import org.vaelab.json.RecordJson;
import org.vaelab.json.Vocabulary;

/** Writes a spec as the JSON that reads back to it, every default filled in. */
public final class SpecJson {
  private SpecJson() {}

  /**
   * The JSON of a spec of built-in words.
   *
   * @param spec any
   * @return indented, ending in a line feed
   */
  public static String write(ExperimentSpec spec) {
    return write(spec, SpecWords.builtIn());
  }

  /**
   * The JSON of a spec.
   *
   * @param spec any
   * @param vocabulary its words
   * @return indented, ending in a line feed
   */
  public static String write(ExperimentSpec spec, Vocabulary vocabulary) {
    return RecordJson.indented(spec, vocabulary);
  }

  /**
   * The JSON of a spec, as a tree.
   *
   * @param spec any
   * @param vocabulary its words
   * @return what {@link #write} writes
   */
  public static JsonNode tree(ExperimentSpec spec, Vocabulary vocabulary) {
    return RecordJson.tree(spec, vocabulary);
  }

  /**
   * JSON as specs are written.
   *
   * @param tree any
   * @return indented, ending in a line feed
   */
  public static String indented(JsonNode tree) {
    return RecordJson.indented(tree, SpecWords.builtIn());
  }

  /**
   * Explains the fields of experiment files.
   *
   * @param vocabulary the words that they may use
   * @return a guide by path
   */
  public static FieldGuide guide(Vocabulary vocabulary) {
    return new FieldGuide(ExperimentSpec.class, vocabulary);
  }

  /**
   * The JSON schema of experiment files, for editors.
   *
   * @param vocabulary the words that they may use
   * @return indented JSON, ending in a line feed
   */
  public static String schema(Vocabulary vocabulary) {
    return JsonSchema.write(ExperimentSpec.class, "vaelab experiment", vocabulary);
  }
}
