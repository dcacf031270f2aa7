package org.vaelab.experiments.sweep.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepSpec;
import org.vaelab.files.AtomicFile;

/** Writes the tables and pictures of a sweep into its folder, over those of before. */
public final class ResultFiles {
  private final SweepSpec spec;
  private final SweepFolder folder;
  private final List<String> columns;
  private final ResultReader reader;

  /**
   * Nothing is read yet.
   *
   * @param spec the sweep
   * @param folder its folder
   * @param columns numbers that are shown besides the metric
   */
  public ResultFiles(SweepSpec spec, SweepFolder folder, List<String> columns) {
    this.spec = spec;
    this.folder = folder;
    this.columns = List.copyOf(columns);
    reader = new ResultReader(folder);
  }

  /**
   * Writes what there is so far.
   *
   * @param runs of the sweep
   * @param pictures whether they are drawn too
   * @return the table
   */
  public synchronized SweepTable write(List<PlannedRun> runs, boolean pictures) {
    List<ConfigurationResult> configurations = ConfigurationResult.of(reader.read(runs));
    SweepTable table = new SweepTable(configurations, spec.metric(), spec.goal(), columns);
    AtomicFile.write(folder.path().resolve("table.csv"), table.csv());
    AtomicFile.write(folder.path().resolve("runs.csv"), table.runsCsv());
    AtomicFile.write(folder.path().resolve("table.md"), table.markdown() + importance(table));
    AtomicFile.write(folder.path().resolve("table.tex"), table.latex());
    if (pictures) {
      new SweepPictures(spec, table).write(folder.path().resolve("figures"));
    }
    return table;
  }

  /**
   * How much each parameter matters, in words.
   *
   * @param table of the sweep
   * @return a Markdown list after an empty line; nothing where there is nothing to say
   */
  public static String importance(SweepTable table) {
    Map<String, Double> shares = Importance.of(table.configurations(), table.metric());
    if (shares.isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "\nShare of the variance of "
                + table.metric()
                + " between configurations that a parameter explains alone:\n");
    shares.forEach(
        (path, share) ->
            text.append(String.format(Locale.ROOT, "- %s: %.1f %%%n", path, 100 * share)));
    return text.toString().replace("\r\n", "\n");
  }
}
