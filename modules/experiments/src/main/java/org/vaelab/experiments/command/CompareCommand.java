package org.vaelab.experiments.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.ComparedCurves;
import org.vaelab.experiments.comparison.Differences;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.comparison.TextTable;
import org.vaelab.experiments.drawing.Png;
import org.vaelab.experiments.run.Durations;
import org.vaelab.experiments.run.ShellWord;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab compare}. */
@Command(
    name = "compare",
    description = "Sets runs side by side: where their specs differ, their numbers, their curves.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab compare runs/a runs/b",
      "  vaelab compare runs/a runs/b --out curves.png"
    })
final class CompareCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(index = "0..*", arity = "1..*", paramLabel = "RUN", description = "run folders")
  private List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "a PNG of the test curves of all runs")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "replace the picture where it exists")
  private boolean overwrite;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    if (folders.stream().map(Path::normalize).distinct().count() < Math.max(2, folders.size())) {
      throw new InputException(
          "compare needs at least two runs, each once; their folders are listed by: "
              + ShellWord.program()
              + " list");
    }
    check(out);
    List<RunSummary> runs = folders.stream().map(RunSummary::read).toList();
    program.terminal().show(table(runs).toString());
    if (out != null) {
      draw(runs, out);
      program.terminal().show(out + ": the test curves of " + runs.size() + " runs");
    }
    return VaelabCommand.DONE;
  }

  private void check(@Nullable Path picture) {
    if (picture == null) {
      return;
    }
    if (!picture.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new InputException("--out must end in .png, was " + picture);
    }
    if (Files.exists(picture) && !overwrite) {
      throw new InputException(
          picture + " exists; choose another --out, or replace it with --overwrite.");
    }
  }

  private TextTable table(List<RunSummary> runs) {
    List<String> head = new ArrayList<>(List.of(""));
    folders.forEach(folder -> head.add(folder.toString()));
    TextTable table = new TextTable(head);
    Differences.of(runs).forEach((path, values) -> add(table, path, values));
    add(table, "state", runs.stream().map(run -> run.state().toString()).toList());
    add(
        table,
        "epochs",
        runs.stream().map(run -> Integer.toString(run.metrics().rows().size())).toList());
    for (String column : columns(runs)) {
      add(table, column, runs.stream().map(run -> number(run.last(column))).toList());
    }
    add(table, "time", runs.stream().map(run -> Durations.words(run.seconds())).toList());
    add(table, "images per second", runs.stream().map(CompareCommand::speed).toList());
    return table;
  }

  private static void add(TextTable table, String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    table.add(row);
  }

  /** The measures of any run, in the order of metrics.csv. */
  private static Set<String> columns(List<RunSummary> runs) {
    Set<String> columns = new LinkedHashSet<>();
    for (RunSummary run : runs) {
      if (!run.metrics().rows().isEmpty()) {
        columns.addAll(run.metrics().rows().get(0).keySet());
      }
    }
    columns.removeIf(name -> !name.matches("(train|test|validation)_.*"));
    return columns;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? Differences.NONE : String.format(Locale.ROOT, "%.4f", value);
  }

  /** The median over the epochs. */
  private static String speed(RunSummary run) {
    double[] speeds = run.metrics().column("images_per_second");
    Arrays.sort(speeds);
    return speeds.length == 0
        ? Differences.NONE
        : String.format(Locale.ROOT, "%,.0f", speeds[speeds.length / 2]);
  }

  private void draw(List<RunSummary> runs, Path picture) {
    Map<String, RunSummary> named = new LinkedHashMap<>();
    for (RunSummary run : runs) {
      if (run.metrics().rows().isEmpty()) {
        throw new InputException(run.folder() + " has no epoch yet, so there is no curve of it.");
      }
      named.put(run.folder().toString(), run);
    }
    if (ComparedCurves.measures(runs).isEmpty()) {
      throw new InputException("the runs have no measure in common, so there is nothing to draw.");
    }
    Png.write(ComparedCurves.draw(named), picture);
  }
}
