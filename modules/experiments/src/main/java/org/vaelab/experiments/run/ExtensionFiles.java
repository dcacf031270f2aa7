package org.vaelab.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.files.AtomicFile;
import org.vaelab.input.InputException;

/**
 * The user's own code as an environment.json names it. A name is all that is read there: code is
 * loaded of no file but those of the command line.
 */
public final class ExtensionFiles {
  private static final String FIELD = "extensions";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ExtensionFiles() {}

  /**
   * Adds which files of a run are not named now, where its spec cannot be read.
   *
   * @param wrong with the spec
   * @param environment an environment.json, or nothing
   * @param extensions that were named
   * @return the same, or with a hint
   */
  public static InputException hinted(
      InputException wrong, Path environment, Extensions extensions) {
    List<ExtensionFile> missing =
        of(environment).stream().filter(file -> !extensions.has(file)).toList();
    return missing.isEmpty()
        ? wrong
        : new InputException(
            wrong.getMessage()
                + "\nThis run had code of its user's; if you trust it, give it again: "
                + options(missing),
            wrong);
  }

  /** The options that name files: "--with BetaTc.java --with my.jar". */
  static String options(List<ExtensionFile> files) {
    return files.stream()
        .map(file -> "--with " + ShellWord.of(file.file()))
        .collect(Collectors.joining(" "));
  }

  private static List<ExtensionFile> of(Path environment) {
    List<ExtensionFile> files = new ArrayList<>();
    for (JsonNode file : EnvironmentFile.read(environment).path(FIELD)) {
      if (file.path("file").isTextual() && file.path("sha256").isTextual()) {
        files.add(new ExtensionFile(file.path("file").asText(), file.path("sha256").asText()));
      }
    }
    return files;
  }

  /** Writes which files a run goes on with, where they are others than so far. */
  static void update(Path environment, List<ExtensionFile> files) {
    if (EnvironmentFile.read(environment) instanceof ObjectNode tree
        && !of(environment).equals(files)) {
      tree.set(FIELD, MAPPER.valueToTree(files));
      try {
        AtomicFile.write(environment, MAPPER.writeValueAsString(tree) + "\n");
      } catch (JsonProcessingException impossible) {
        throw new AssertionError("a tree is JSON", impossible);
      }
    }
  }
}
