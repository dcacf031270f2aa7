package org.vaelab.experiments.reproduction;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.run.EarlierRun;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.training.DivergedException;

/**
 * Runs what the figures of published systems need and is not there yet, and writes the pages that
 * set both side by side.
 *
 * @param specs the folder of the systems' specs
 * @param out where runs and pages go
 * @param page name of the pages, without .html and .md
 * @param choice which runs are made and shown
 * @param redraw whether the figures of runs that are there are drawn again
 * @param gallery a folder that also gets README.md with copies of the pictures; null for none
 * @param threads that an operation of a new run may use
 * @param sources where the user keeps data
 * @param terminal told how it goes
 * @param command as typed, for the record
 */
public record Reproduction(
    Path specs,
    Path out,
    String page,
    Choice choice,
    boolean redraw,
    @Nullable Path gallery,
    int threads,
    DataSources sources,
    Terminal terminal,
    String command) {
  /** The page of all systems, without its ending. */
  public static final String INDEX = "index";

  /** In {@link #out}: runs as long as their specs say. */
  static final String WHOLE = "runs";

  /** In {@link #out}: runs that were cut. */
  static final String CUT = "quick";

  private static final String GALLERY = "gallery";

  /** Which runs are made and shown. */
  public enum Choice {
    /** As long as their specs say. */
    WHOLE,
    /** Cut to fewer epochs. */
    QUICK,
    /** None is made; those that are there are shown, whole ones before cut ones. */
    PRESENT
  }

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
    makeClassifiers(systems);
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
      writePages(results);
    }
    if (gallery != null) {
      writeGallery(gallery, results);
    }
    return failures;
  }

  private void writePages(List<Results> results) {
    String others = page.equals(INDEX) ? null : INDEX;
    PagePictures linked = new PagePictures(out, specs, null);
    AtomicFile.write(
        out.resolve(page + ".html"),
        new HtmlPage(linked, others == null ? null : others + ".html").text(results));
    AtomicFile.write(
        out.resolve(page + ".md"),
        new MarkdownPage(linked, others == null ? null : others + ".md", "").text(results));
  }

  /** Once at the end: its pictures are written as small as can be, which takes its time. */
  private void writeGallery(Path folder, List<Results> results) {
    PagePictures copied = new PagePictures(folder, specs, GALLERY);
    String text = new MarkdownPage(copied, null, preface()).text(results);
    AtomicFile.write(folder.resolve("README.md"), text);
    copied.removeOthers(GALLERY, results.stream().map(Results::system).toList(), text);
  }

  /** What the README says before its scoreboard; empty where nobody wrote anything. */
  private String preface() {
    Path file = specs.resolve("preface.md");
    try {
      return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  /** Before all others: numbers of other systems are had with them. */
  private void makeClassifiers(List<SystemPage> systems) {
    Set<String> names = new TreeSet<>();
    systems.stream()
        .flatMap(system -> system.rows().stream())
        .flatMap(row -> row.checks().stream())
        .forEach(
            check -> {
              if (check.measure() instanceof Measure.ClassAccuracy accuracy) {
                names.add(accuracy.classifier());
              }
            });
    if (names.isEmpty() || choice == Choice.PRESENT) {
      return;
    }
    for (SystemPage system : SystemPage.readAll(specs)) {
      for (PlannedRun planned : system.runs()) {
        String name = system.name() + "/" + planned.spec();
        if (names.contains(name)) {
          terminal.say("the classifier that judges images: " + name);
          outcome(system, planned);
        }
      }
    }
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
    if (choice != Choice.QUICK) {
      Outcome outcome = outcome(system, planned, whole, whole.training().epochs(), WHOLE);
      if (choice == Choice.WHOLE || outcome.failure() == null) {
        return outcome;
      }
    }
    return outcome(system, planned, whole, planned.quickEpochs(), CUT);
  }

  private Outcome outcome(
      SystemPage system, PlannedRun planned, ExperimentSpec whole, int most, String kind) {
    int full = whole.training().epochs();
    int epochs = Math.min(full, most);
    ExperimentSpec spec = epochs < full ? QuickSpec.cut(whole, epochs) : whole;
    FinishedRun run =
        new FinishedRun(out.resolve(kind).resolve(system.name()).resolve(planned.spec()), sources);
    try {
      new RunMaker(choice, redraw, threads, sources, terminal, command)
          .make(new EarlierRun(run.folder()), spec, pictures(system, planned, epochs));
      return new Outcome(run, epochs, full, null);
    } catch (InputException | DivergedException | EngineException failure) {
      String reason = String.valueOf(failure.getMessage());
      if (choice != Choice.PRESENT) {
        terminal.complain(reason);
      }
      return new Outcome(run, epochs, full, reason);
    }
  }

  /** The pictures that are needed of a run, but for those of epochs that it is not trained to. */
  private static List<String> pictures(SystemPage system, PlannedRun planned, int epochs) {
    return system.rows().stream()
        .flatMap(row -> row.pictures().stream())
        .filter(shown -> shown.run().equals(planned.spec()))
        .flatMap(shown -> shown.files(epochs).stream())
        .toList();
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
