package org.vaelab.experiments.run;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;
import org.vaelab.training.metrics.PartialEpoch;

/**
 * Writes metrics.csv, figures and checkpoints, and passes everything on to the display. The figures
 * of an epoch come before its checkpoint: a run killed between them draws them again when it goes
 * on.
 */
final class Recorder implements TrainingObserver {
  static final TrainingState NOTHING_YET =
      new TrainingState(0, 0, Map.of(), List.of(), PartialEpoch.NONE);

  private final ProgressDisplay display;
  private final RunFolder folder;
  private final Pictures pictures;
  private final Content identity;
  private final TrainingSpec spec;
  private final StopSignal stop;
  private final EpochEvents events;
  private final BestEpoch best;
  private final List<EpochMetrics> history = new ArrayList<>();
  private final MetricsCsv csv;
  private final HistoryFile historyFile;
  private @Nullable EpochMetrics unshown;

  Recorder(
      ProgressDisplay display,
      RunFolder folder,
      Pictures pictures,
      Content identity,
      TrainingSpec spec,
      StopSignal stop,
      EpochEvents events,
      BestEpoch best,
      @Nullable Checkpoint from) {
    this.display = display;
    this.folder = folder;
    this.pictures = pictures;
    this.identity = identity;
    this.spec = spec;
    this.stop = stop;
    this.events = events;
    this.best = best;
    csv = new MetricsCsv(folder.file("metrics.csv"));
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
    pictures.drawEpoch(List.copyOf(history), stop);
    unshown = metrics;
  }

  @Override
  public void savable(TrainingState state, Map<String, NDArray> arrays) {
    if (unshown != null) {
      events.add(unshown, state.iteration());
      unshown = null;
    }
    int kept = spec.earlyStopping() == null ? 0 : best.in(state.history());
    if (stop.requested()
        || state.epoch() % spec.checkpoint().every() == 0
        || state.epoch() == kept
        || spec.isOver(state.history())) {
      folder
          .checkpoints()
          .save(identity.at(state), historyFile, arrays, spec.checkpoint().keep(), kept);
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.requested();
  }
}
