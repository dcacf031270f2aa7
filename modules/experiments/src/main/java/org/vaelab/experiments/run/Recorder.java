package org.vaelab.experiments.run;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/**
 * Writes metrics.csv, figures and checkpoints, and passes everything on to the display. The figures
 * of an epoch come before its checkpoint: a run killed between them draws them again when it goes
 * on.
 */
final class Recorder implements TrainingObserver {
  private final Experiment experiment;
  private final RunFolder folder;
  private final Pictures pictures;
  private final ProgressDisplay display;
  private final StopSignal stop;
  private final EpochEvents events;
  private final BestEpoch best;
  private final @Nullable Integer until;
  private final List<EpochMetrics> history = new ArrayList<>();
  private final MetricsCsv csv;
  private final HistoryFile historyFile;
  private @Nullable EpochMetrics unshown;

  Recorder(
      Experiment experiment,
      RunFolder folder,
      Pictures pictures,
      ProgressDisplay display,
      StopSignal stop,
      TensorBoard board,
      BestEpoch best,
      @Nullable Integer until,
      @Nullable Checkpoint from) {
    this.experiment = experiment;
    this.folder = folder;
    this.pictures = pictures;
    this.display = display;
    this.stop = stop;
    events = new EpochEvents(board, experiment.session(), experiment.learner());
    this.best = best;
    this.until = until;
    csv = new MetricsCsv(folder.file(RunFiles.METRICS));
    historyFile = new HistoryFile(folder.checkpoints().folder());
    if (from != null && !from.state().history().isEmpty()) {
      history.addAll(from.state().history());
      // What stands there may be damaged, or ahead of the checkpoint.
      csv.add(history);
    }
  }

  @Override
  public void epochStarted(int epoch, int images) {
    display.epochStarted(epoch, images);
  }

  @Override
  public void progressed(int epoch, int images, Measures means) {
    display.progressed(epoch, images, means);
  }

  @Override
  public void epochEnded(EpochMetrics metrics) {
    history.add(metrics);
    csv.add(List.of(metrics));
    display.epochEnded(metrics);
    pictures.drawEpoch(List.copyOf(history));
    unshown = metrics;
  }

  @Override
  public void savable(TrainingState state, Map<String, NDArray> arrays) {
    if (unshown != null) {
      events.add(unshown, state.iteration());
      unshown = null;
    }
    TrainingSpec spec = experiment.spec().training();
    int kept = spec.earlyStopping() == null ? 0 : best.in(state.history());
    boolean pauses =
        until != null
            && state.epoch() >= until
            && state.partial().images() == 0
            && !spec.isOver(state.history());
    if (stop.requested()
        || pauses
        || state.epoch() % spec.checkpoint().every() == 0
        || state.epoch() == kept
        || spec.isOver(state.history())) {
      folder
          .checkpoints()
          .save(
              experiment.at(state),
              historyFile,
              arrays,
              experiment.metadata(),
              spec.checkpoint().keep(),
              kept);
    }
    if (pauses) {
      throw new PausedException(state.epoch());
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.requested();
  }
}
