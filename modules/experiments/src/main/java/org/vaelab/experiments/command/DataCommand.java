package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSources;
import org.vaelab.data.DataSpec;
import org.vaelab.data.Dataset;
import org.vaelab.data.Fingerprint;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.run.Terminal;
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
    for (Dataset dataset : Dataset.ALL) {
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
              description = "names; without any, the given folder's data sets")
          @Nullable List<String> names) {
    Terminal terminal = Parents.of(parent).terminal();
    DataSources sources = options.sources();
    List<String> faults = new ArrayList<>();
    for (String name : names == null ? sources.requireFiles().datasets() : names) {
      try {
        checkOne(terminal, new DataSpec(name, Transform.UNIT, 0, null, null), sources);
      } catch (InputException fault) {
        faults.add(fault.getMessage());
      } catch (IllegalArgumentException unknown) {
        faults.add(unknown.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new InputException(String.join("\n", faults));
    }
    return VaelabCommand.DONE;
  }

  private static void checkOne(Terminal terminal, DataSpec spec, DataSources sources) {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      ImageData data = spec.load(manager, sources);
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s: %,d train and %,d test images of %s, %d classes; %s",
              spec.dataset(),
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
