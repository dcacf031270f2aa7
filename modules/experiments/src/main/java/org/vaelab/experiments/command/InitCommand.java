package org.vaelab.experiments.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Dataset;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.ShellWord;
import org.vaelab.files.AtomicFile;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab init}. */
@Command(
    name = "init",
    description =
        "Writes an experiment file to begin with, fitted to a data set, and its schema beside it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab init my.json",
      "  vaelab init my.json --data photos --conditional"
    })
final class InitCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private WithOptions withOptions = new WithOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "where it goes (default: experiment.json)")
  private Path file = Path.of("experiment.json");

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description =
          "a data set such as mnist, or a folder of pictures, a folder of IDX files, an NPZ or a"
              + " CSV file of your own (default: digits)")
  private String data = "digits";

  @Option(names = "--conditional", description = "the model is given the class of each image")
  private boolean conditional;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "another field of the spec, such as training.epochs=5; may be repeated")
  private List<String> changes = new ArrayList<>();

  @Option(names = "--overwrite", description = "replace the file where it exists")
  private boolean overwrite;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    if (!file.toString().endsWith(".json")) {
      throw new InputException(
          file + " must end in .json; the data is given with --data " + ShellWord.of(file) + ".");
    }
    if (Files.exists(file) && !overwrite) {
      throw new InputException(
          file + " exists; choose another name, or replace it with --overwrite.");
    }
    Extensions extensions = withOptions.load(program.vocabulary());
    StarterSpec starter =
        new StarterSpec(name(), data, conditional, changes, extensions.vocabulary());
    ExperimentSpec spec = starter.read();
    AtomicFile.writeTexts(
        Map.of(
            file,
            starter.text(spec, folder),
            folder.resolve("experiment.schema.json"),
            SpecJson.schema(extensions.vocabulary())));
    Dataset dataset = spec.data().dataset();
    program
        .terminal()
        .show(
            String.format(
                "%s: %s of %s images in %d class%s; what a field means: %s explain FIELD\n"
                    + "next: %s run %s",
                file,
                Words.a(spec.model().kind()),
                dataset.shape(),
                dataset.classNames().size(),
                dataset.classNames().size() == 1 ? "" : "es",
                ShellWord.program(),
                ShellWord.program(),
                ShellWord.of(file)));
    return VaelabCommand.DONE;
  }

  /** The name of the file, in letters that a folder may have. */
  private String name() {
    String plain =
        file.getFileName()
            .toString()
            .replaceFirst("\\.json$", "")
            .replaceAll("[^A-Za-z0-9._-]", "-");
    return plain.matches("[A-Za-z0-9].*") ? plain : "experiment";
  }
}
