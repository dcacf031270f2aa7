package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import org.vaelab.spec.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code vaelab data}. */
@Command(
    name = "data",
    description = "Lists and checks data sets.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is required: list or check");
  }

  @Command(
      name = "list",
      description = "Lists the data sets, and where each would be read from.",
      mixinStandardHelpOptions = true)
  int list(@Mixin DataOptions options) {
    Terminal terminal = Parents.of(parent).terminal();
    DataSources sources = options.sources();
    Datasets datasets = datasets();
    for (Dataset dataset : datasets.ofAWord()) {
      terminal.say(
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
                terminal.say(
                    String.format(
                        Locale.ROOT,
                        "%-14s your own: {\"type\": \"%s\", \"%s\": ...} in a spec",
                        word,
                        word,
                        String.join("\": ..., \"", fields))));
    return VaelabCommand.DONE;
  }

  @Command(
      name = "check",
      description = "Reads data sets whole and says what is wrong with them, if anything.",
      mixinStandardHelpOptions = true)
  int check(
      @Mixin DataOptions options,
      @Parameters(
              paramLabel = "DATASET",
              arity = "0..*",
              description =
                  "names, or objects as in a spec, such as {\"type\": ...}; without any, the"
                      + " given folder's data sets")
          @Nullable List<String> names) {
    Terminal terminal = Parents.of(parent).terminal();
    DataSources sources = options.sources();
    List<String> faults = new ArrayList<>();
    for (Supplier<Dataset> dataset : names == null ? atHand(sources) : given(names)) {
      try {
        checkOne(terminal, dataset.get(), sources);
      } catch (InputException fault) {
        faults.add(fault.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new InputException(String.join("\n", faults));
    }
    return VaelabCommand.DONE;
  }

  private Datasets datasets() {
    return new Datasets(Parents.of(parent).vocabulary());
  }

  /** Those that need no download; folders without a data set are most likely mistyped. */
  private List<Supplier<Dataset>> atHand(DataSources sources) {
    List<Supplier<Dataset>> atHand = new ArrayList<>();
    List<String> inFolders = new ArrayList<>();
    boolean found = sources.folders().isEmpty();
    for (Dataset dataset : datasets().ofAWord()) {
      if (dataset.isAtHand(sources)) {
        atHand.add(() -> dataset);
      }
      if (!dataset.isAtHand(new DataSources(List.of()))) {
        inFolders.add(dataset.name());
        found |= dataset.isAtHand(sources);
      }
    }
    if (!found) {
      throw new InputException(
          sources.folders()
              + " has no sub-folder of a data set; their names are "
              + String.join(", ", inFolders));
    }
    return atHand;
  }

  /** Read one by one, so that a wrong name does not keep the others from being checked. */
  private List<Supplier<Dataset>> given(List<String> names) {
    List<Supplier<Dataset>> given = new ArrayList<>();
    for (String name : names) {
      given.add(() -> datasets().parse("data check", "DATASET", name));
    }
    return given;
  }

  private static void checkOne(Terminal terminal, Dataset dataset, DataSources sources) {
    DataSpec spec = new DataSpec(dataset, Transform.UNIT, 0, null, null);
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      ImageData data = spec.load(manager, sources);
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s: %,d train and %,d test images of %s, %d classes; %s",
              dataset.name(),
              data.train().size(),
              data.test().size(),
              data.shape(),
              data.classNames().size(),
              data.origin()));
      for (Fingerprint fingerprint : data.fingerprints()) {
        terminal.say("  sha256 " + fingerprint.sha256() + "  " + fingerprint.name());
      }
    }
  }
}
