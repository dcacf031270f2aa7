package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.files.AtomicFile;

/**
 * The environment.json of a run that goes on.
 *
 * @param path where it is
 */
record EnvironmentFile(Path path) {
  /** With room for some ten thousand resumptions. */
  private static final long LONGEST = 16 << 20;

  private static final String RESUMPTIONS = "resumptions";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Whether it is there and has what every version of the program wrote. */
  boolean isWhole() {
    return tree() != null;
  }

  private @Nullable ObjectNode tree() {
    try {
      return RunFiles.isFile(path)
              && Files.size(path) <= LONGEST
              && MAPPER.readTree(Files.readString(path)) instanceof ObjectNode tree
              && tree.path("started").isTextual()
          ? tree
          : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** What the run was begun or last gone on with; nothing where the file does not say. */
  Remembered remembered() {
    JsonNode tree = tree();
    if (tree == null) {
      return new Remembered(List.of(), null);
    }
    JsonNode last = last(tree);
    long bytes = last.path("deviceMemory").asLong();
    return new Remembered(
        folders(last.path("dataFolders")), bytes > 0 ? new DeviceMemory(bytes) : null);
  }

  private static JsonNode last(JsonNode tree) {
    JsonNode resumptions = tree.path(RESUMPTIONS);
    return resumptions.isEmpty() ? tree : resumptions.path(resumptions.size() - 1);
  }

  /** The user's own code that the run was begun or last gone on with, as far as it is named. */
  List<ExtensionFile> extensions() {
    List<ExtensionFile> files = new ArrayList<>();
    JsonNode tree = tree();
    for (JsonNode file : tree == null ? List.<JsonNode>of() : last(tree).path("extensions")) {
      if (file.path("file").isTextual() && file.path("sha256").isTextual()) {
        files.add(new ExtensionFile(file.path("file").asText(), file.path("sha256").asText()));
      }
    }
    return files;
  }

  private static List<Path> folders(JsonNode names) {
    List<Path> folders = new ArrayList<>();
    for (JsonNode name : names) {
      try {
        folders.add(Path.of(name.asText()));
      } catch (InvalidPathException elsewhere) {
        // A run that was copied from a system with other names.
      }
    }
    return folders;
  }

  /** Adds what goes on now. */
  void add(Resumed resumed) {
    ObjectNode tree = tree();
    if (tree != null) {
      tree.withArray(RESUMPTIONS).add(MAPPER.valueToTree(resumed));
      AtomicFile.write(path, tree.toPrettyString() + "\n");
    }
  }
}
