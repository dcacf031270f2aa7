package org.vaelab.experiments.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.experiments.comparison.TextTable;
import org.vaelab.experiments.sweep.RunSpecs;
import org.vaelab.experiments.sweep.SuccessiveHalving;

/** The runs of a sweep in words. */
final class SweepListing {
  private SweepListing() {}

  /** A row for each run, with the number that --index takes. */
  static TextTable table(RunSpecs specs) {
    List<String> paths =
        specs.drafts().stream()
            .flatMap(draft -> draft.values().keySet().stream())
            .distinct()
            .toList();
    List<String> head = new ArrayList<>(List.of("index"));
    head.addAll(paths);
    head.addAll(List.of("seed", "epochs"));
    TextTable table = new TextTable(head);
    for (int i = 0; i < specs.drafts().size(); i++) {
      RunSpecs.Draft draft = specs.drafts().get(i);
      List<String> row = new ArrayList<>(List.of(Integer.toString(i)));
      paths.forEach(
          each -> {
            var value = draft.values().get(each);
            row.add(value == null ? "-" : value.json());
          });
      row.add(Long.toString(draft.spec().seed()));
      row.add(Integer.toString(draft.spec().training().epochs()));
      table.add(row);
    }
    return table;
  }

  /** "24 runs: 12 configurations with 2 seeds each, 120 epochs". */
  static String summary(RunSpecs specs) {
    long configurations =
        specs.drafts().stream().mapToInt(RunSpecs.Draft::configuration).distinct().count();
    int seeds = Math.max(1, specs.file().spec().seeds().size());
    return String.format(
        Locale.ROOT,
        "%s: %,d runs, %,d configurations with %d seed%s each, %s%,d epochs",
        specs.file().file(),
        specs.drafts().size(),
        configurations,
        seeds,
        seeds == 1 ? "" : "s",
        specs.file().spec().method() instanceof SuccessiveHalving ? "at most " : "",
        specs.epochs());
  }
}
