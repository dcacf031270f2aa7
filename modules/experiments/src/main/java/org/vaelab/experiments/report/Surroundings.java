package org.vaelab.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.experiments.report.RunPart.Line;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.ShellWord;
import org.vaelab.files.Sha256;

/**
 * What a run depended on besides its spec, by environment.json.
 *
 * @param started when, in UTC; empty where that is not known
 * @param command that began it, as typed; empty where that is not known
 * @param repeat the command that trains it again, from the folder itself
 * @param facts versions, device and the like
 * @param fingerprints SHA-256 of the data, of code of the user's own, and of the model
 * @param resumptions when and after what it went on
 */
public record Surroundings(
    String started,
    String command,
    String repeat,
    List<Line> facts,
    List<Line> fingerprints,
    List<String> resumptions) {
  private static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("vaelab", "vaelab");
    names.put("gitRevision", "its sources");
    names.put("java", "Java");
    names.put("operatingSystem", "operating system");
    names.put("djl", "DJL");
    names.put("pytorch", "PyTorch");
    names.put("deviceAsked", "device asked for");
    names.put("device", "device");
    names.put("cuda", "CUDA");
    names.put("convolutions", "convolutions");
    names.put("products", "matrix products");
    names.put("threads", "threads");
    names.put("dataOrigin", "data from");
    return names;
  }

  /** Of a run folder. */
  static Surroundings of(Path folder) {
    JsonNode tree = environment(folder);
    List<Line> facts = new ArrayList<>();
    NAMES.forEach(
        (field, name) -> {
          if (tree.hasNonNull(field)) {
            facts.add(new Line(name, List.of(tree.path(field).asText())));
          }
        });
    List<Line> fingerprints = new ArrayList<>();
    add(fingerprints, tree.path("data"), "name");
    add(fingerprints, tree.path("extensions"), "file");
    addModel(fingerprints, folder.resolve(RunFiles.MODEL));
    List<String> resumptions = new ArrayList<>();
    tree.path("resumptions")
        .forEach(
            each ->
                resumptions.add(
                    each.path("started").asText() + ", after " + each.path("after").asText()));
    String repeat = ShellWord.program() + " run " + ShellWord.of(folder.resolve(RunFiles.SPEC));
    return new Surroundings(
        tree.path("started").asText(""),
        tree.path("command").asText(""),
        repeat,
        facts,
        fingerprints,
        resumptions);
  }

  private static JsonNode environment(Path folder) {
    Path file = folder.resolve(RunFiles.ENVIRONMENT);
    try {
      return SpecPart.tree(
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "");
    } catch (IOException unreadable) {
      return SpecPart.tree("");
    }
  }

  private static void add(List<Line> lines, JsonNode files, String name) {
    files.forEach(
        each ->
            lines.add(new Line(each.path(name).asText(), List.of(each.path("sha256").asText()))));
  }

  private static void addModel(List<Line> lines, Path model) {
    try {
      if (Files.isRegularFile(model, LinkOption.NOFOLLOW_LINKS)) {
        lines.add(new Line(RunFiles.MODEL, List.of(Sha256.of(model))));
      }
    } catch (IOException unreadable) {
      // Whoever wants the model will be told.
    }
  }
}
