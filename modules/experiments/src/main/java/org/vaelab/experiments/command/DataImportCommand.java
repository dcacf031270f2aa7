package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.own.DataImport;
import org.vaelab.data.own.Imported;
import org.vaelab.data.source.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.run.CountedProgress;
import org.vaelab.experiments.run.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab data import}. */
@Command(
    name = "import",
    description =
        "Decodes, resizes and divides a data set once, and writes it as bytes with checksums, which"
            + " a spec reads as {\"type\": \"imported\", \"path\": DIR}.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab data import '{\"type\":\"images\",\"path\":\"photos\",\"height\":64,\"width\":64}'"
          + " --out imported",
      "  vaelab data import my.json --out imported"
    })
final class DataImportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DataCommand parent;
  @Mixin private DataOptions options = new DataOptions();

  @Parameters(
      paramLabel = "DATASET",
      description =
          "a name, an object as in a spec, such as {\"type\": ...}, or a spec file, which ends in"
              + " .json")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "a new or empty folder")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    DataCommand data = Parents.of(parent);
    Terminal terminal = data.terminal();
    Dataset dataset = data.parse("data import", name);
    Imported imported = write(dataset, terminal);
    terminal.show(
        String.format(
            Locale.ROOT,
            "wrote %s: %d classes of %s, with their SHA256SUMS",
            out,
            imported.classNames().size(),
            imported.shape()));
    return VaelabCommand.DONE;
  }

  private Imported write(Dataset dataset, Terminal terminal) {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        CountedProgress progress = new CountedProgress(terminal, "reading " + dataset.name())) {
      return new DataImport(
              manager,
              (split, written, all) -> {
                progress.at(split + ":", written, all);
                if (written == all && !terminal.interactive()) {
                  terminal.say(
                      String.format(
                          Locale.ROOT, "%s: %,d of %,d images written", split, written, all));
                }
              })
          .write(dataset, options.sources(), out);
    }
  }
}
