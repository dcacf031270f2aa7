package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.run.SpecDifferences;
import org.vaelab.experiments.run.SpecDifferences.Difference;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/**
 * The fields in which corrected specs differ from those as published.
 *
 * @param specs the corrected ones, which differ alike
 * @param fields was as published, is corrected
 */
record MendedFields(List<String> specs, List<Difference> fields) {
  /** Those of a system, read from its specs in {@code folder}. */
  static List<MendedFields> of(SystemPage system, Path folder) {
    Map<List<Difference>, List<String>> alike = new LinkedHashMap<>();
    for (PlannedRun run : system.runs()) {
      if (run.corrects() != null) {
        List<Difference> fields =
            SpecDifferences.between(tree(folder, run.corrects()), tree(folder, run.spec()));
        alike.computeIfAbsent(fields, none -> new ArrayList<>()).add(run.spec());
      }
    }
    return alike.entrySet().stream()
        .map(each -> new MendedFields(each.getValue(), each.getKey()))
        .toList();
  }

  private static JsonNode tree(Path folder, String spec) {
    return SpecJson.tree(
        SpecFile.read(folder.resolve(spec + ".json"), List.of()), SpecWords.builtIn());
  }
}
