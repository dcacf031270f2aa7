package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.diagnosis.NumberSymptoms;
import org.vaelab.experiments.evaluation.ReportFormat;
import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.inference.ModelFile;
import org.vaelab.training.DivergedException;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.StoppedException;
import org.vaelab.training.Training;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.Weights;
import org.vaelab.training.metrics.EpochMetrics;

/** Trains an experiment in its folder, whether it begins or goes on. */
final class ExperimentTraining {
  /** How long a step may take, with what follows the last of an epoch, until a stop is enforced. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Experiment experiment;
  private final RunFolder folder;
  private final Terminal terminal;
  private final @Nullable Integer until;
  private final Pictures pictures;

  /** Pauses after epoch {@code until}, where that is not null. */
  ExperimentTraining(
      Experiment experiment, RunFolder folder, Terminal terminal, @Nullable Integer until) {
    this.experiment = experiment;
    this.folder = folder;
    this.terminal = terminal;
    this.until = until;
    pictures = new Pictures(experiment, folder.figures(), terminal);
  }

  /** Trains what is left to train, and writes what a run leaves; {@code from} null for all. */
  Path train(@Nullable Checkpoint from) {
    long start = System.nanoTime();
    Judging.check(experiment);
    Introduction.say(terminal, experiment);
    int done = from == null ? 0 : from.state().epoch();
    BestEpoch best =
        BestEpoch.of(experiment.spec().training().earlyStopping(), folder.checkpoints(), from);
    List<EpochMetrics> history;
    try (TensorBoard board = TensorBoard.open(folder.events(), done + 1)) {
      board.describe(experiment.tree());
      history = terminal.stop().waiting(PATIENCE, () -> trainEpochs(board, best, from));
      keepBest(best.in(history), history);
      writeModel();
      pictures.drawResult(history);
      board.figures(pictures.drawn(history.size()), history.size());
    } catch (PausedException paused) {
      terminal.say(paused.getMessage() + StopWords.goOn(folder.path()));
      return folder.path();
    }
    if (!experiment.spec().evaluation().metrics().isEmpty()) {
      terminal.say(ReportFormat.TEXT.show(Evaluating.evaluate(experiment, folder, terminal)));
    }
    terminal.say("test loss " + MeasureWords.of(history.get(best.in(history) - 1).test()));
    NumberSymptoms.of(experiment.spec(), history)
        .find()
        .forEach(each -> terminal.say(each.toString()));
    sayTime(history.size() - done, (System.nanoTime() - start) / 1e9);
    terminal.show("run folder: " + folder.path());
    return folder.path();
  }

  private List<EpochMetrics> trainEpochs(
      TensorBoard board, BestEpoch best, @Nullable Checkpoint from) {
    int epochs = experiment.spec().training().epochs();
    try (ProgressDisplay display = new ProgressDisplay(terminal, epochs)) {
      if (from == null) {
        pictures.drawEpoch(List.of());
      }
      Recorder recorder =
          new Recorder(
              experiment, folder, pictures, display, terminal.stop(), board, best, until, from);
      return new Training(experiment.session(), experiment.learner(), experiment.spec().training())
          .run(recorder, from);
    } catch (StoppedException stopped) {
      terminal.say(stopped.getMessage() + StopWords.goOn(folder.path()));
      terminal.stop().answered();
      throw stopped;
    } catch (DivergedException diverged) {
      throw diverged.and(lastGood());
    }
  }

  private String lastGood() {
    String known =
        folder
            .checkpoints()
            .newest(damage -> {})
            .map(saved -> "The last good checkpoint is " + saved.arrays() + ".")
            .orElse("There is no checkpoint from before it.");
    return known
        + "\nWhich array was the first, "
        + ShellWord.program()
        + " doctor "
        + ShellWord.of(folder.path())
        + " finds out.";
  }

  /** Puts the weights of the best epoch in place of the last ones, where early stopping asks. */
  private void keepBest(int best, List<EpochMetrics> history) {
    EarlyStoppingSpec stopping = experiment.spec().training().earlyStopping();
    if (stopping == null) {
      return;
    }
    Weights.load(experiment.learner().block(), folder.checkpoints().best(best));
    terminal.say(
        String.format(
            Locale.ROOT,
            "best epoch %d of %d by %s; its weights are kept",
            best,
            history.size(),
            stopping.metric()));
  }

  private void writeModel() {
    ModelFile.write(
        experiment.learner().block(),
        experiment.description(),
        experiment.invocation().extensions().vocabulary(),
        folder.file(RunFiles.MODEL));
  }

  private void sayTime(int epochs, double seconds) {
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d epoch%s in %s",
            epochs,
            epochs == 1 ? "" : "s",
            Durations.words(seconds)));
  }
}
