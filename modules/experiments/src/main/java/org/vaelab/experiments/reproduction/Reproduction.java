package org.vaelab.experiments.reproduction;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.run.ExperimentRun;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.RunOptions;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.files.AtomicFile;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;
import org.vaelab.training.DivergedException;

/**
 * Runs what the figures of published systems need and is not there yet, and writes the pages that
 * set both side by side.
 *
 * @param specs the folder of the systems' specs
 * @param out where runs and pages go
 * @param page name of the pages, without .html and .md
 * @param quick whether runs are cut to fewer epochs
 * @param threads that an operation of a new run may use
 * @param sources where the user keeps data
 * @param terminal told how it goes
 * @param command as typed, for the record
 */
public record Reproduction(
    Path specs,
    Path out,
    String page,
    boolean quick,
    int threads,
    DataSources sources,
    Terminal terminal,
    String command) {
  /**
   * Runs and writes.
   *
   * @param systems what is to be reproduced
   * @return what could not be run, a line each; empty where all was done
   */
  public List<String> write(List<SystemPage> systems) {
    return terminal
        .stop()
        .saying(() -> "stopped; the same command goes on.", () -> writeAll(systems));
  }

  private List<String> writeAll(List<SystemPage> systems) {
    List<String> failures = new ArrayList<>();
    List<Results> results = new ArrayList<>();
    int all = systems.stream().mapToInt(system -> system.runs().size()).sum();
    int begun = 0;
    for (SystemPage system : systems) {
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      for (PlannedRun planned : system.runs()) {
        begun++;
        terminal.say("run " + begun + " of " + all + ": " + system.name() + "/" + planned.spec());
        outcomes.put(planned.spec(), outcome(system, planned));
        String reason = outcomes.get(planned.spec()).failure();
        if (reason != null) {
          failures.add(system.name() + "/" + planned.spec() + ": " + reason);
        }
      }
      results.add(new Results(system, outcomes, numbers(system, outcomes)));
      // After each system, so that a reader need not wait for the last one.
      AtomicFile.write(out.resolve(page + ".html"), new HtmlPage(out, quick).text(results));
      AtomicFile.write(out.resolve(page + ".md"), new MarkdownPage(out, quick).text(results));
    }
    return failures;
  }

  /**
   * How a run ended.
   *
   * @param run its folder
   * @param epochs that were trained
   * @param fullEpochs of its spec
   * @param failure why it could not be run; null where it could
   */
  record Outcome(FinishedRun run, int epochs, int fullEpochs, @Nullable String failure) {}

  /** What the pages show. */
  record Results(SystemPage system, Map<String, Outcome> outcomes, Map<Check, Double> numbers) {}

  private Outcome outcome(SystemPage system, PlannedRun planned) {
    Path file = specs.resolve(system.name()).resolve(planned.spec() + ".json");
    ExperimentSpec whole = SpecFile.read(file, List.of());
    int full = whole.training().epochs();
    int epochs = quick ? Math.min(full, planned.quickEpochs()) : full;
    ExperimentSpec spec = epochs < full ? QuickSpec.cut(whole, epochs) : whole;
    FinishedRun run =
        new FinishedRun(
            out.resolve(quick ? "quick" : "runs").resolve(system.name()).resolve(planned.spec()),
            sources);
    try {
      make(run.folder(), spec, pictures(system, planned, epochs));
      return new Outcome(run, epochs, full, null);
    } catch (InputException | DivergedException | EngineException failure) {
      String reason = String.valueOf(failure.getMessage());
      terminal.complain(reason);
      return new Outcome(run, epochs, full, reason);
    }
  }

  /** The pictures that are needed of a run, but for those of epochs that it is not trained to. */
  private static List<String> pictures(SystemPage system, PlannedRun planned, int epochs) {
    return system.rows().stream()
        .flatMap(row -> row.pictures().stream())
        .filter(shown -> shown.run().equals(planned.spec()) && shown.epoch() <= epochs)
        .map(SystemPage.Shown::picture)
        .toList();
  }

  /** Leaves a run alone that is there, goes on with one that was stopped, or begins anew. */
  private void make(Path folder, ExperimentSpec spec, List<String> pictures) {
    boolean same = isOf(folder, spec);
    boolean done =
        same
            && Files.isRegularFile(folder.resolve(RunFiles.MODEL))
            && pictures.stream()
                .allMatch(
                    each -> Files.isRegularFile(folder.resolve(RunFiles.FIGURES).resolve(each)));
    if (done) {
      terminal.say(folder + " is there");
      return;
    }
    try (RunLog log = RunLog.start()) {
      Terminal own = terminal.withLog(log);
      if (same && ExperimentRun.isResumable(folder)) {
        // With the threads it was begun with: others would round differently.
        ExperimentRun.resume(new ResumeOptions(folder, null, false, invocation(null)), own);
      } else {
        ExperimentRun.run(spec, new RunOptions(folder, true, invocation(threads)), own);
      }
    }
  }

  private Invocation invocation(@Nullable Integer number) {
    return new Invocation(number, sources, null, command, Extensions.none(SpecWords.builtIn()));
  }

  private static boolean isOf(Path folder, ExperimentSpec spec) {
    try {
      return Files.readString(folder.resolve(RunFiles.SPEC)).equals(SpecJson.write(spec));
    } catch (IOException absent) {
      return false;
    }
  }

  private Map<Check, Double> numbers(SystemPage system, Map<String, Outcome> outcomes) {
    Map<Check, Double> numbers = new LinkedHashMap<>();
    for (Row row : system.rows()) {
      for (Check check : row.checks()) {
        Outcome outcome = outcomes.get(check.run());
        if (outcome != null && outcome.failure() == null) {
          try {
            numbers.put(check, check.measure().of(outcome.run()));
          } catch (InputException missing) {
            terminal.complain(check.name() + ": " + missing.getMessage());
          }
        }
      }
    }
    return numbers;
  }
}
