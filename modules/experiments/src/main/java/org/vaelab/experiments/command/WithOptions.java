package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.json.Vocabulary;
import picocli.CommandLine.Option;

/** The files of the user's own code. Nothing but this option ever makes any run. */
final class WithOptions {
  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "a Java file or jar of your own that brings words for the spec, such as a layer or an"
              + " objective; its code runs, so name only what you trust; may be repeated")
  private List<Path> files = new ArrayList<>();

  /** Loads the files. */
  Extensions load(Vocabulary vocabulary) {
    return Extensions.load(vocabulary, files);
  }

  /** The files as they were named. */
  List<Path> files() {
    return List.copyOf(files);
  }
}
