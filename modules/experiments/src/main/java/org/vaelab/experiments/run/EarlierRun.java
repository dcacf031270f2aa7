package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.files.AtomicFile;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/**
 * What is in a folder where a run is wanted.
 *
 * @param folder of the run
 */
public record EarlierRun(Path folder) {
  /**
   * Whether a run was begun there.
   *
   * @return whether it has a spec.json
   */
  public boolean isThere() {
    return RunFiles.isFile(folder.resolve(RunFiles.SPEC));
  }

  /**
   * Whether its training came to an end.
   *
   * @return whether it has a model
   */
  public boolean isTrained() {
    return RunFiles.isFile(folder.resolve(RunFiles.MODEL));
  }

  /**
   * What makes its training another one than that of a spec.
   *
   * @param wanted a spec of built-in words
   * @return a line for each field, such as "training.batchSize was 64, is 128"; empty where only
   *     names and figures differ
   */
  public List<String> differences(ExperimentSpec wanted) {
    return SpecDifferences.of(tree(spec()), tree(wanted), false);
  }

  /**
   * What makes its data others than those that are there now, which are read.
   *
   * @param wanted a spec of built-in words
   * @param invocation where the data are
   * @return a line for each file; empty where all are the same, or nothing is known of them
   */
  public List<String> otherData(ExperimentSpec wanted, Invocation invocation) {
    return invocation.inSession(wanted, session -> others(session.data().fingerprints()));
  }

  private List<String> others(List<Fingerprint> present) {
    List<String> others = new ArrayList<>();
    for (JsonNode file : data()) {
      String name = file.path("name").asText();
      String sha256 = file.path("sha256").asText();
      if (!present.contains(new Fingerprint(name, sha256))) {
        String now =
            present.stream()
                .filter(each -> each.name().equals(name))
                .map(each -> "has " + each.sha256())
                .findFirst()
                .orElse("is not there now");
        others.add("data " + name + " had SHA-256 " + sha256 + ", " + now);
      }
    }
    return others;
  }

  private JsonNode data() {
    JsonMapper mapper = JsonMapper.builder().build();
    try {
      return mapper.readTree(folder.resolve(RunFiles.ENVIRONMENT).toFile()).path("data");
    } catch (IOException unknown) {
      return mapper.createArrayNode();
    }
  }

  /**
   * Whether it was asked for the same figures, too.
   *
   * @param wanted a spec of built-in words
   * @return whether spec.json is that spec to the letter
   */
  public boolean isExactly(ExperimentSpec wanted) {
    try {
      return Files.readString(folder.resolve(RunFiles.SPEC)).equals(SpecJson.write(wanted));
    } catch (IOException absent) {
      return false;
    }
  }

  /**
   * Lets it have the names and figures of a spec without {@link #differences}.
   *
   * @param wanted a spec of built-in words
   */
  public void adopt(ExperimentSpec wanted) {
    AtomicFile.write(folder.resolve(RunFiles.SPEC), SpecJson.write(wanted));
  }

  private ExperimentSpec spec() {
    return SpecFile.read(folder.resolve(RunFiles.SPEC), List.of());
  }

  private static JsonNode tree(ExperimentSpec spec) {
    return SpecJson.tree(spec, SpecWords.builtIn());
  }
}
