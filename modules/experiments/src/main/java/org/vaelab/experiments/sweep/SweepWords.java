package org.vaelab.experiments.sweep;

import org.vaelab.json.FieldGuide;
import org.vaelab.json.JsonSchema;
import org.vaelab.json.Vocabulary;

/** The words of a sweep file. */
public final class SweepWords {
  private static final Vocabulary ALL =
      Vocabulary.EMPTY
          .withChoice(SweepMethod.class)
          .with(SweepMethod.class, "grid", GridSearch.class)
          .with(SweepMethod.class, "list", RunList.class)
          .with(SweepMethod.class, "random", RandomSearch.class)
          .with(SweepMethod.class, "halving", SuccessiveHalving.class)
          .withChoice(Parameter.class)
          .with(Parameter.class, "values", ValuesParameter.class)
          .with(Parameter.class, "uniform", UniformParameter.class)
          .with(Parameter.class, "log-uniform", LogUniformParameter.class)
          .with(Parameter.class, "int-uniform", IntUniformParameter.class);

  private SweepWords() {}

  static Vocabulary all() {
    return ALL;
  }

  /**
   * The JSON schema of sweep files, for editors.
   *
   * @return indented JSON, ending in a line feed
   */
  public static String schema() {
    return JsonSchema.write(SweepSpec.class, "vaelab sweep", ALL);
  }

  /**
   * Explains the fields of sweep files.
   *
   * @return a guide by path
   */
  public static FieldGuide guide() {
    return new FieldGuide(SweepSpec.class, ALL);
  }
}
