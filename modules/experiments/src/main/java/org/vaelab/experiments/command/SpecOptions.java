package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.ExtensionFiles;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The experiment file and the changes made to it on the command line. */
final class SpecOptions {
  @Parameters(index = "0", paramLabel = "SPEC", description = "the experiment file")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "change a field of the spec, such as training.epochs=5; may be repeated")
  private List<String> assignments = new ArrayList<>();

  /** The spec; what of its figures is left out goes to {@code notes}. */
  ExperimentSpec read(Extensions extensions, Consumer<String> notes) {
    try {
      return SpecFile.read(file, assignments, extensions.vocabulary(), notes);
    } catch (InputException wrong) {
      throw ExtensionFiles.hinted(wrong, file.resolveSibling(RunFiles.ENVIRONMENT), extensions);
    }
  }

  Path file() {
    return file;
  }
}
