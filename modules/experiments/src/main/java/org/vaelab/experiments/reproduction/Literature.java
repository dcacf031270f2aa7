package org.vaelab.experiments.reproduction;

import ai.djl.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.page.PageFiles;
import org.vaelab.experiments.page.Template;
import org.vaelab.experiments.run.EarlierRun;
import org.vaelab.experiments.run.Evaluating;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.files.AtomicFile;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecWords;
import org.vaelab.training.DivergedException;

/**
 * Trains what the literature's numbers need and is not there yet, measures it, and writes a table
 * of both.
 *
 * @param specs the folder of the specs and of readme.json
 * @param out where runs and tables go
 * @param choice which runs are made and shown
 * @param threads that an operation of a new run may use
 * @param sources where the user keeps data
 * @param terminal told how it goes
 * @param command as typed, for the record
 */
public record Literature(
    Path specs,
    Path out,
    Reproduction.Choice choice,
    int threads,
    DataSources sources,
    Terminal terminal,
    String command) {
  /** What the command line calls it, and the name of its tables and of the folder of its runs. */
  public static final String NAME = "literature";

  private static final List<String> HEAD =
      List.of(
          "model",
          "spec",
          "-log p(x) here",
          "estimated with",
          "epochs",
          "paper",
          "independent rerun",
          "within 0.5 nats",
          "time");
  private static final String ABOUT =
      "Negative test log-likelihoods in nats, with their standard errors over images. A quick run"
          + " has fewer epochs and larger batches: its number cannot be compared with the"
          + " paper's, its order can.";

  /**
   * Trains, measures and writes, row by row.
   *
   * @return what could not be run, a line each; empty where all was done
   */
  public List<String> write() {
    return terminal.stop().saying(() -> "stopped; the same command goes on.", this::writeAll);
  }

  private List<String> writeAll() {
    List<LiteratureTable.Row> rows = LiteratureTable.read(specs).rows();
    List<String> failures = new ArrayList<>();
    if (choice == Reproduction.Choice.PRESENT) {
      writeTables(rows);
      return failures;
    }
    boolean quick = choice == Reproduction.Choice.QUICK;
    int begun = 0;
    for (LiteratureTable.Row row : rows) {
      begun++;
      terminal.say("run " + begun + " of " + rows.size() + ": " + row.model());
      try {
        make(result(row, quick));
      } catch (InputException | DivergedException | EngineException failure) {
        String reason = String.valueOf(failure.getMessage());
        terminal.complain(reason);
        failures.add(row.spec() + ": " + reason);
      }
      // After each, so that a reader need not wait for the last one.
      writeTables(rows);
    }
    return failures;
  }

  private void make(LiteratureResult result) {
    new RunMaker(choice, false, threads, sources, terminal, command)
        .make(new EarlierRun(result.folder()), result.spec(), List.of());
    if (!Files.isRegularFile(result.folder().resolve(RunFiles.EVALUATION))) {
      Invocation invocation =
          new Invocation(null, sources, null, command, Extensions.none(SpecWords.builtIn()));
      Evaluating.evaluate(
          new ResumeOptions(result.folder(), null, false, invocation), List.of(), terminal);
    }
  }

  private LiteratureResult result(LiteratureTable.Row row, boolean quick) {
    ExperimentSpec paperSize = spec(row.spec());
    ExperimentSpec spec = quick ? spec(row.spec() + LiteratureTable.QUICK) : paperSize;
    Path folder =
        out.resolve(NAME)
            .resolve(quick ? Reproduction.CUT : Reproduction.WHOLE)
            .resolve(row.spec());
    return new LiteratureResult(row, folder, quick, spec, paperSize);
  }

  private ExperimentSpec spec(String name) {
    return SpecFile.read(specs.resolve(name + ".json"), List.of());
  }

  /** Shows the paper's size where it is trained, and else the quick one where that was begun. */
  private void writeTables(List<LiteratureTable.Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (LiteratureTable.Row row : rows) {
      LiteratureResult whole = result(row, false);
      LiteratureResult cut = result(row, true);
      boolean shown =
          new EarlierRun(whole.folder()).isTrained() || !new EarlierRun(cut.folder()).isThere();
      cells.add((shown ? whole : cut).cells());
    }
    AtomicFile.write(out.resolve(NAME + ".md"), markdown(cells));
    AtomicFile.write(out.resolve(NAME + ".html"), html(cells));
  }

  private static String markdown(List<List<String>> rows) {
    String head = "| " + String.join(" | ", HEAD) + " |\n" + "|---".repeat(HEAD.size()) + "|\n";
    return "# Numbers of the literature\n\n"
        + ABOUT
        + "\n\n"
        + head
        + rows.stream()
            .map(row -> "| " + String.join(" | ", row) + " |\n")
            .collect(Collectors.joining());
  }

  private static String html(List<List<String>> rows) {
    return new Template("reproduction/literature.html")
        .with(
            Map.of(
                "title", "vaelab: numbers of the literature",
                "pageStyle", PageFiles.text("reproduction/page.css"),
                "about", ABOUT,
                "head", HEAD,
                "rows", rows));
  }
}
