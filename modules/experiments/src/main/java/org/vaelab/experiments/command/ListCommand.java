package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.Differences;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.comparison.TextTable;
import org.vaelab.experiments.run.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab list}. */
@Command(
    name = "list",
    description = "Lists the runs in a folder: their state, their numbers and how they differ.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab list", "  vaelab list runs/sweeps/runs"})
final class ListCommand implements Callable<Integer> {
  /** More would hide what they differ in. */
  private static final int SHOWN_FIELDS = 6;

  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "where to look (default: runs)")
  private Path folder = Path.of("runs");

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    List<RunSummary> runs = RunSummary.below(folder).stream().map(RunSummary::read).toList();
    if (runs.isEmpty()) {
      program.terminal().show("no runs in " + folder);
      return VaelabCommand.DONE;
    }
    Map<String, List<String>> differing = Differences.of(runs);
    TextTable table =
        new TextTable(List.of("run", "state", "epochs", "test loss", "time", "settings"));
    for (int i = 0; i < runs.size(); i++) {
      RunSummary run = runs.get(i);
      table.add(
          List.of(
              run.folder().toString(),
              run.state().toString(),
              run.metrics().rows().size() + " of " + run.epochs(),
              number(run.last("test_loss")),
              Durations.words(run.seconds()),
              settings(differing, i)));
    }
    program.terminal().show(table.toString());
    return VaelabCommand.DONE;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? Differences.NONE : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String settings(Map<String, List<String>> differing, int run) {
    List<String> shown = new ArrayList<>();
    differing.forEach(
        (path, values) -> {
          if (!values.get(run).equals(Differences.NONE)) {
            shown.add(path + "=" + values.get(run));
          }
        });
    int more = shown.size() - SHOWN_FIELDS;
    return more > 0
        ? String.join(" ", shown.subList(0, SHOWN_FIELDS)) + " and " + more + " more"
        : String.join(" ", shown);
  }
}
