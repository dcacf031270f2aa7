package org.vaelab.experiments.play;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.input.InputException;

/** The models that are played with, the thread that uses them, and what is known of their data. */
public final class Played implements AutoCloseable {
  /** As many as stand beside each other. */
  private static final int MOST = 2;

  private static final int WATCH_SECONDS = 1;

  private final Worker worker = new Worker();
  private final List<PlayedModel> models = new ArrayList<>();
  private final List<EncodedSet> sets = new ArrayList<>();
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "play-watch"));
  private final RunLog log;

  private Played(RunLog log) {
    this.log = log;
  }

  /**
   * Opens models.
   *
   * @param runs one, or two to be compared
   * @param log told of faults
   * @return to be closed, or to be given to a server that closes it
   * @throws InputException when there are more, or one cannot be opened
   */
  public static Played open(List<PlayedRun> runs, RunLog log) {
    if (runs.isEmpty() || runs.size() > MOST) {
      throw new InputException("give one RUN, or two to be compared; was " + runs.size());
    }
    Played played = new Played(log);
    try {
      for (PlayedRun run : runs) {
        PlayedModel model = PlayedModel.open(run);
        played.models.add(model);
        played.sets.add(new EncodedSet(model, played.worker, log));
      }
    } catch (RuntimeException | Error failure) {
      played.close();
      throw failure;
    }
    if (runs.stream().anyMatch(PlayedRun::watched)) {
      Future<?> unused =
          played.watching.scheduleWithFixedDelay(
              played::refresh, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }
    return played;
  }

  private void refresh() {
    for (PlayedModel model : models) {
      try {
        worker.get(
            () -> {
              model.refresh();
              return model.version();
            });
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failure) {
        // A checkpoint is replaced by a newer one while it is read: the next look finds that.
        log.add("the newest weights of " + model.run().path() + " could not be read", failure);
      }
    }
  }

  Worker worker() {
    return worker;
  }

  /** All of them. */
  List<PlayedModel> models() {
    return models;
  }

  PlayedModel model(int index) {
    check(index);
    return models.get(index);
  }

  EncodedSet set(int index) {
    check(index);
    return sets.get(index);
  }

  private void check(int index) {
    if (index < 0 || index >= models.size()) {
      throw new Refusal(404, "There is no such model.");
    }
  }

  /** Ends what is being computed, and frees the models' native memory. */
  @Override
  public void close() {
    watching.shutdownNow();
    worker.close();
    models.forEach(PlayedModel::close);
    models.clear();
  }
}
