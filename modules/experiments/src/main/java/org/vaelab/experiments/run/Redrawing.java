package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.metrics.EpochMetrics;

/** Draws figures of a run that is done, without training. */
public final class Redrawing {
  private Redrawing() {}

  /**
   * Draws.
   *
   * @param options which run, and how
   * @param figures words or JSON objects, as in a spec; empty for those of the run's spec
   * @param out where the pictures go; null for the run's own figures
   * @param terminal told how it goes
   * @return where they are
   * @throws InputException when the run has no model, or its data are no longer the same
   */
  public static Path draw(
      ResumeOptions options, List<String> figures, @Nullable Path out, Terminal terminal) {
    Continuation.requireRun(options.run());
    try (RunFolder folder = RunFolder.open(options.run())) {
      Path model = folder.file(RunFiles.MODEL);
      Saved saved = saved(folder, model, options, terminal);
      ExperimentSpec spec = spec(folder, figures, options, terminal);
      List<EpochMetrics> history = saved.content().state().history();
      requireDone(spec.training(), history, options);
      FigureFiles files = out == null ? folder.figures() : new FigureFiles(made(out));
      return new ReopenedRun(folder, spec, Optional.of(saved), options, terminal)
          .with(
              experiment -> {
                sayWhatIsGone(spec, terminal);
                new Pictures(experiment, files, terminal).drawResult(history);
                return files.folder();
              });
    }
  }

  /** The checkpoint has the numbers of the epochs, which curves are drawn of. */
  private static Saved saved(
      RunFolder folder, Path model, ResumeOptions options, Terminal terminal) {
    if (!RunFiles.isFile(model)) {
      throw new InputException(
          options.run()
              + " has no model yet; train it to its end: "
              + ShellWord.program()
              + " resume "
              + ShellWord.of(options.run()));
    }
    Saved saved =
        folder
            .checkpoints()
            .newest(terminal::complain)
            .orElseThrow(
                () ->
                    new InputException(
                        options.run()
                            + " has no checkpoint, which has the numbers of its epochs; run its"
                            + " spec.json again."));
    Resumption.checkExtensions(saved, options);
    return saved;
  }

  /** A run that went on and was stopped still has the model from before. */
  private static void requireDone(
      TrainingSpec training, List<EpochMetrics> history, ResumeOptions options) {
    if (training.earlyStopping() == null && history.size() < training.epochs()) {
      throw new InputException(
          options.run()
              + " has "
              + history.size()
              + " of "
              + training.epochs()
              + " epochs, and its model may be older than these; train it to its end: "
              + ShellWord.program()
              + " resume "
              + ShellWord.of(options.run()));
    }
  }

  private static ExperimentSpec spec(
      RunFolder folder, List<String> figures, ResumeOptions options, Terminal terminal) {
    String list =
        figures.stream()
            .map(each -> each.strip().startsWith("{") ? each : "\"" + each + "\"")
            .collect(Collectors.joining(",", "figures=[", "]"));
    return Continuation.read(
        folder, figures.isEmpty() ? List.of() : List.of(list), options, terminal);
  }

  private static Path made(Path out) {
    try {
      return Files.createDirectories(out);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(out, failure);
    }
  }

  private static void sayWhatIsGone(ExperimentSpec spec, Terminal terminal) {
    for (FigureSpec figure : spec.figures()) {
      if (!figure.epochs().isEmpty()) {
        terminal.say(
            figure.fileName()
                + " at epochs "
                + figure.epochs().stream().map(Object::toString).collect(Collectors.joining(", "))
                + " is left out: the model has the weights of its last epoch alone.");
      }
    }
  }
}
