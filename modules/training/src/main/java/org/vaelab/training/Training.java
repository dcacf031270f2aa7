package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.ShuffledImages;
import org.vaelab.engine.openmp.SharedCores;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.program.CompiledStep;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.PartialEpoch;
import org.vaelab.training.schedule.LearningRate;

/**
 * The loop that trains a network.
 *
 * <p>One sub-manager per step holds whatever the step makes, and is closed at its end. Nothing in a
 * step waits for the device.
 */
public final class Training {
  /** What the names of the optimizer's own arrays begin with in a checkpoint. */
  public static final String OPTIMIZER = "optimizer.";

  private static final long READ_INTERVAL_NANOS = 250_000_000L;

  private final Session session;
  private final Learner learner;
  private final TrainingSpec spec;
  private final Evaluation evaluation;

  /**
   * A training of {@code learner}, whose network must be initialised.
   *
   * @param session the data to learn from, and what they are learnt with
   * @param learner what learns
   * @param spec epochs, batches, optimizer
   */
  public Training(Session session, Learner learner, TrainingSpec spec) {
    this.session = session;
    this.learner = learner;
    this.spec = spec;
    evaluation = new Evaluation(session, learner);
  }

  /**
   * Trains for all epochs.
   *
   * @param observer told how it goes
   * @return the numbers of each epoch
   * @throws DivergedException when a loss is not finite
   */
  public List<EpochMetrics> run(TrainingObserver observer) {
    return run(observer, null);
  }

  /**
   * Trains for the epochs that a checkpoint leaves, exactly as if there had been no stop.
   *
   * @param observer told how it goes
   * @param from where to go on; null for the beginning
   * @return the numbers of each epoch, those before the checkpoint included
   * @throws DivergedException when a loss is not finite
   * @throws StoppedException when the observer asked for it
   */
  public List<EpochMetrics> run(TrainingObserver observer, @Nullable Checkpoint from) {
    return train(observer, from, false);
  }

  /**
   * Trains again what ended with a {@link DivergedException}, looking at each step.
   *
   * @param observer told how it goes, and asked when to end
   * @param from where to go on; null for the beginning
   * @return which array was the first that was not finite, in which step and batch; empty where
   *     nothing was before the training ended
   */
  public Optional<String> examine(TrainingObserver observer, @Nullable Checkpoint from) {
    try {
      train(observer, from, true);
      return Optional.empty();
    } catch (StoppedException ended) {
      return Optional.empty();
    } catch (DivergedException found) {
      return Optional.of(String.valueOf(found.getMessage()));
    }
  }

  private List<EpochMetrics> train(
      TrainingObserver observer, @Nullable Checkpoint from, boolean watched) {
    SharedCores cores = session.engine().shareCores();
    try {
      return trainEpochs(observer, from, watched);
    } finally {
      cores.close();
    }
  }

  private List<EpochMetrics> trainEpochs(
      TrainingObserver observer, @Nullable Checkpoint from, boolean watched) {
    ImageSet images = session.data().train();
    LearningRate rate = spec.schedule().create(spec.optimizer().learningRate(), spec.epochs());
    Updates updates = new Updates(learner.block(), spec.optimizer(), rate, batches(images));
    List<EpochMetrics> history = new ArrayList<>();
    PartialEpoch partial = PartialEpoch.NONE;
    if (from != null) {
      from.restore().accept(arrays(updates));
      rate.restore(from.state().schedule());
      updates.restore(from.state().iteration());
      history.addAll(from.state().history());
      partial = from.state().partial();
    }
    Gradients usual = Gradients.of(session, learner, updates.weights());
    Gradients gradients =
        watched
            ? new WatchedGradients(session, learner, usual, updates.weights(), spec.batchSize())
            : usual;
    while (!spec.isOver(history)) {
      Epoch epoch = new Epoch(history.size() + 1, images, gradients, updates);
      PartialEpoch trained = trainEpoch(epoch, partial, observer);
      requireFiniteWeights(history.size() + 1);
      if (trained.images() < images.size()) {
        observer.savable(state(history, trained, updates, rate), arrays(updates));
        throw new StoppedException(history.size() + 1);
      }
      EpochMetrics metrics = metrics(history.size() + 1, trained, updates);
      partial = PartialEpoch.NONE;
      rate.epochEnded(metrics);
      history.add(metrics);
      observer.epochEnded(metrics);
      observer.savable(state(history, partial, updates, rate), arrays(updates));
    }
    return history;
  }

  private EpochMetrics metrics(int epoch, PartialEpoch trained, Updates updates) {
    evaluation.refit(epoch);
    EpochMetrics measured =
        new EpochMetrics(
            epoch,
            trained.means(learner.measures()),
            evaluation.validation(epoch),
            evaluation.test(epoch),
            updates.lastRate(),
            trained.seconds(),
            trained.images() / trained.seconds());
    return measured.completed(learner, session.data());
  }

  /** No loss tells what the last step of an epoch did to the weights. */
  private void requireFiniteWeights(int epoch) {
    NamedParameters.of(learner.block())
        .forEach(
            (name, parameter) -> {
              if (!Finiteness.of(parameter.getArray())) {
                throw new DivergedException(
                    "epoch " + epoch + ", after its last step: " + name + " is no longer finite.");
              }
            });
  }

  /** All that an update reads and writes, by the names that a checkpoint has. */
  private Map<String, NDArray> arrays(Updates updates) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NamedParameters.of(learner.block())
        .forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    updates.state().forEach((name, array) -> arrays.put(OPTIMIZER + name, array));
    return arrays;
  }

  private static TrainingState state(
      List<EpochMetrics> history, PartialEpoch partial, Updates updates, LearningRate rate) {
    return new TrainingState(
        history.size(), updates.progress().iteration(), rate.state(), history, partial);
  }

  /** What an epoch trains with; {@code number} is from 1. */
  private record Epoch(int number, ImageSet images, Gradients gradients, Updates updates) {}

  /** Trains what {@code partial} leaves of an epoch, or as much of it until a stop is asked for. */
  private PartialEpoch trainEpoch(Epoch epoch, PartialEpoch partial, TrainingObserver observer) {
    int number = epoch.number();
    ImageSet images = epoch.images();
    observer.epochStarted(number, images.size());
    long start = System.nanoTime();
    long[] order = session.seeds().permutation(images.size(), "shuffle", number);
    try (NDManager epochManager = session.manager().newSubManager();
        ShuffledImages shuffled = images.shuffled(epochManager, order, spec.batchSize())) {
      LossTally tally =
          new LossTally(
              epochManager, "epoch " + number + ", training", learner.measures(), partial);
      long lastRead = System.nanoTime();
      int from = partial.images();
      while (from < images.size() && !observer.stopRequested()) {
        int to = batchEnd(from, images.size());
        // By step, so that a training can go on from the middle of an epoch.
        session.seed("train", number, from);
        try (NDManager step = epochManager.newSubManager()) {
          tally.add(trainStep(step, shuffled.batch(step, from, to), epoch), to - from);
        }
        from = to;
        if (System.nanoTime() - lastRead > READ_INTERVAL_NANOS) {
          observer.progressed(number, to, tally.means());
          lastRead = System.nanoTime();
        }
      }
      return tally.partial(partial.seconds() + (System.nanoTime() - start) / 1e9);
    }
  }

  /**
   * A lone last image joins the batch before it: a batch of one has no variance to normalise by.
   */
  private int batchEnd(int from, int size) {
    int to = Math.min(from + spec.batchSize(), size);
    return to == size - 1 && spec.batchSize() > 1 ? size : to;
  }

  private int batches(ImageSet images) {
    int batches = 0;
    for (int from = 0; from < images.size(); from = batchEnd(from, images.size())) {
      batches++;
    }
    return batches;
  }

  private NDList trainStep(NDManager step, LabelledImages batch, Epoch epoch) {
    LabelledImages seen = session.transform().eachTime(batch);
    CompiledStep.Result result = epoch.gradients().of(step, seen, epoch.updates().progress());
    epoch.updates().move(result.gradients());
    return result.terms();
  }
}
