package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.spec.Datasets;
import org.vaelab.spec.SpecFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code vaelab data}. */
@Command(
    name = "data",
    description = "Lists, checks and imports data sets.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab data list",
      "  vaelab data check digits",
      "  vaelab data import my.json --out imported"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataCheckCommand.class, DataImportCommand.class})
final class DataCommand implements Runnable {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is required: list, check or import");
  }

  @Command(
      name = "list",
      description = "Lists the data sets, and where each would be read from.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  vaelab data list --data-dir datasets"})
  int list(@Mixin DataOptions options) {
    Terminal terminal = Parents.of(parent).terminal();
    DataSources sources = options.sources();
    Datasets datasets = datasets();
    for (Dataset dataset : datasets.ofAWord()) {
      terminal.show(
          String.format(
              Locale.ROOT,
              "%-14s %s, %d classes of %s; %s",
              dataset.name(),
              dataset.description(),
              dataset.classNames().size(),
              dataset.shape(),
              dataset.whereabouts(sources)));
    }
    datasets
        .ofFields()
        .forEach(
            (word, fields) ->
                terminal.show(
                    String.format(
                        Locale.ROOT,
                        "%-14s your own: {\"type\": \"%s\", \"%s\": ...} in a spec",
                        word,
                        word,
                        String.join("\": ..., \"", fields))));
    return VaelabCommand.DONE;
  }

  Datasets datasets() {
    return new Datasets(Parents.of(parent).vocabulary());
  }

  Terminal terminal() {
    return Parents.of(parent).terminal();
  }

  /** What could stand at {@code data.dataset} of a spec, or that of the spec in a file. */
  Dataset parse(String command, String argument) {
    if (argument.endsWith(".json") && !argument.stripLeading().startsWith("{")) {
      return SpecFile.read(Path.of(argument), List.of(), Parents.of(parent).vocabulary())
          .data()
          .dataset();
    }
    return datasets().parse(command, "DATASET", argument);
  }
}
