package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.drawing.Png;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab data check}. */
@Command(
    name = "check",
    description = "Reads data sets whole, and says what is in them and what is wrong, if anything.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab data check mnist --data-dir datasets"})
final class DataCheckCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DataCommand parent;
  @Mixin private DataOptions options = new DataOptions();

  @Parameters(
      paramLabel = "DATASET",
      arity = "0..*",
      description =
          "names, objects as in a spec, such as {\"type\": ...}, or spec files, which end in .json;"
              + " without any, the given folder's data sets")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--sheet",
      paramLabel = "FILE.png",
      description = "write a picture of the first training images of each class")
  private @Nullable Path sheet;

  @Option(names = "--overwrite", description = "replace the picture where it exists")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (sheet != null && (names.size() != 1 || !sheet.toString().endsWith(".png"))) {
      throw new InputException("--sheet FILE.png shows one data set: name just that one.");
    }
    if (sheet != null && Files.exists(sheet) && !overwrite) {
      throw new InputException(
          sheet + " exists; choose another --sheet, or replace it with --overwrite.");
    }
    Terminal terminal = Parents.of(parent).terminal();
    DataSources sources = options.sources();
    List<String> faults = new ArrayList<>();
    for (Supplier<Dataset> dataset : names.isEmpty() ? atHand(sources) : given()) {
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

  /** Those that need no download; folders without a data set are most likely mistyped. */
  private List<Supplier<Dataset>> atHand(DataSources sources) {
    List<Supplier<Dataset>> atHand = new ArrayList<>();
    List<String> inFolders = new ArrayList<>();
    boolean found = sources.folders().isEmpty();
    for (Dataset dataset : Parents.of(parent).datasets().ofAWord()) {
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
  private List<Supplier<Dataset>> given() {
    List<Supplier<Dataset>> given = new ArrayList<>();
    for (String name : names) {
      given.add(() -> Parents.of(parent).parse("data check", name));
    }
    return given;
  }

  private void checkOne(Terminal terminal, Dataset dataset, DataSources sources) {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      RawImages train = dataset.read(manager, Split.TRAIN, sources, Integer.MAX_VALUE);
      RawImages test = dataset.read(manager, Split.TEST, sources, Integer.MAX_VALUE);
      DataSummary summary =
          new DataSummary(dataset.name(), dataset.shape(), dataset.classNames(), train, test);
      summary.lines().forEach(terminal::say);
      Path file = sheet;
      if (file != null) {
        Png.write(summary.sheet(), file);
        terminal.show("wrote " + file);
      }
    }
  }
}
