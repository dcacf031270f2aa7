package org.vaelab.experiments.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs that take half a second, and what lies in a folder before and after. */
final class SmallRun {
  private static final String SPEC =
      """
      {
        "name": "small",
        "data": { "dataset": "digits", "limit": 200, "testLimit": 50, "validation": 50 },
        "model": { "latent": 2, "encoder": { "type": "fc", "hidden": [16] } },
        "training": { "epochs": 2, "batchSize": 50 },
        "figures": []
      }
      """;

  private SmallRun() {}

  /** Trains into {@code out} by a spec that is written beside it. */
  static Program train(Path out, String... more) throws IOException {
    Path spec = Files.writeString(out.resolveSibling("small.json"), SPEC);
    List<String> arguments =
        new ArrayList<>(List.of("run", spec.toString(), "--out", out.toString(), "--threads", "1"));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  static Program resume(Path run, String... more) {
    List<String> arguments = new ArrayList<>(List.of("resume", run.toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  /**
   * A fingerprint of the content of each file, by its path in the folder; links are not followed.
   */
  static Map<String, Integer> contents(Path folder) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> contents.put(folder.relativize(file).toString(), fingerprint(file)));
    }
    return contents;
  }

  private static int fingerprint(Path file) {
    try {
      return Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Writes a file, and the folders above it. */
  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text);
  }
}
