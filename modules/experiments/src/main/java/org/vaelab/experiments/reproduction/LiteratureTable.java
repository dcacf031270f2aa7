package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Which numbers of the literature are trained for: the file readme.json beside the specs.
 *
 * @param rows a model each
 */
record LiteratureTable(List<Row> rows) {
  private static final String FILE = "readme.json";

  /** Behind the name of a spec's quick form. */
  static final String QUICK = "-quick";

  /**
   * A published number.
   *
   * @param spec name of its spec, without .json
   * @param model in words
   * @param source of the paper's number; empty for none
   * @param paper its -log p(x), in nats; null for none
   * @param rerun what another program found for the same; null for nothing
   * @param rerunBy which program
   */
  record Row(
      String spec,
      String model,
      String source,
      @Nullable Double paper,
      @Nullable Double rerun,
      String rerunBy) {}

  /** Copies the rows. */
  LiteratureTable {
    rows = List.copyOf(rows);
  }

  /** Reads that of a folder of specs. */
  static LiteratureTable read(Path specs) {
    Path file = specs.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          specs + " has no " + FILE + "; --specs must be the folder of the literature's specs.");
    }
    try {
      return JsonMapper.builder().build().readValue(file.toFile(), LiteratureTable.class);
    } catch (JsonProcessingException wrong) {
      throw new InputException(
          file + " is no table of published numbers: " + wrong.getOriginalMessage(), wrong);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }
}
