package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunNames;
import org.vaelab.experiments.sweep.RunSpecs;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepPlan;
import org.vaelab.experiments.sweep.table.ConfigurationResult;
import org.vaelab.experiments.sweep.table.ResultFiles;
import org.vaelab.experiments.sweep.table.SweepTable;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab sweep table}. */
@Command(
    name = "table",
    description = {
      "Writes the tables and pictures of a sweep, of what is trained so far, and prints the table.",
      "table.csv has a row for each configuration, runs.csv one for each run, table.md and"
          + " table.tex are for reading."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab sweep table experiments/sweeps/beta-latent.json",
      "  vaelab sweep table experiments/sweeps/beta-latent.json --columns test_kl --format latex"
    })
final class SweepTableCommand implements Callable<Integer> {
  @ParentCommand private @Nullable SweepCommand sweepCommand;
  @Mixin private SweepFolderOptions sweep = new SweepFolderOptions();
  @Mixin private WithOptions with = new WithOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "the sweep file")
  private Path path = Path.of("");

  @Option(
      names = "--columns",
      paramLabel = "A,B",
      split = ",",
      description =
          "more numbers than the metric: columns of metrics.csv, or fields of evaluation.json")
  private List<String> columns = List.of();

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "what is printed: markdown, csv or latex (default: markdown)")
  private String format = "markdown";

  @Override
  public Integer call() {
    if (!List.of("markdown", "csv", "latex").contains(format)) {
      throw new InputException("--format must be markdown, csv or latex, was " + format);
    }
    VaelabCommand program = sweepCommand == null ? Parents.of(null) : sweepCommand.program();
    SweepFile file = SweepFile.read(path);
    SweepFolder folder = sweep.folder(file);
    List<PlannedRun> runs = plan(file, folder, program);
    SweepTable table = new ResultFiles(file.spec(), folder, columns).write(runs, true);
    refuseUnknown(table);
    String text =
        switch (format) {
          case "csv" -> table.csv();
          case "latex" -> table.latex();
          default -> table.markdown() + ResultFiles.importance(table);
        };
    program.terminal().show(text.stripTrailing());
    return VaelabCommand.DONE;
  }

  /** Where no process that had all runs wrote them down, this one does. */
  private List<PlannedRun> plan(SweepFile file, SweepFolder folder, VaelabCommand program) {
    Optional<List<PlannedRun>> written = folder.plan(SweepFolderOptions.identity(file));
    if (written.isPresent()) {
      folder.create();
      return written.get();
    }
    Extensions extensions = with.load(program.vocabulary());
    RunSpecs specs = RunSpecs.of(file, extensions.vocabulary());
    RunNames names = new RunNames(data.sources(), extensions, file.spec().threads());
    List<PlannedRun> runs = SweepPlan.of(specs, names).runs();
    folder.create();
    folder.writePlan(SweepFolderOptions.plan(file, runs));
    return runs;
  }

  private void refuseUnknown(SweepTable table) {
    for (String column : columns) {
      boolean known =
          table.configurations().stream()
              .map(ConfigurationResult::runs)
              .flatMap(List::stream)
              .anyMatch(run -> run.numbers().containsKey(column) || run.numbers().isEmpty());
      if (!known) {
        throw new InputException("no run has a number " + column + " (--columns).");
      }
    }
  }
}
