package org.vaelab.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.NamedParameters;

/**
 * The loop that trains a network.
 *
 * <p>One sub-manager a step holds whatever the step makes, and is closed at its end. Nothing in a
 * step waits for the device.
 */
public final class Training {
  private static final int TEST_BATCH = 1000;
  private static final long READ_INTERVAL_NANOS = 250_000_000L;

  private final ComputeEngine engine;
  private final NDManager manager;
  private final Learner learner;
  private final Transform transform;
  private final TrainingSpec spec;
  private final Seeds seeds;
  private final ParameterStore parameterStore;

  /**
   * A training of {@code learner}, whose network must be initialised.
   *
   * @param engine whose random stream is used
   * @param manager the network's; its device is trained on
   * @param learner what learns
   * @param transform what happens to a batch before the network sees it
   * @param spec epochs, batches, optimizer
   * @param seeds where the random streams come from
   */
  public Training(
      ComputeEngine engine,
      NDManager manager,
      Learner learner,
      Transform transform,
      TrainingSpec spec,
      Seeds seeds) {
    this.engine = engine;
    this.manager = manager;
    this.learner = learner;
    this.transform = transform;
    this.spec = spec;
    this.seeds = seeds;
    parameterStore = new ParameterStore(manager, false);
  }

  /**
   * Trains for all epochs.
   *
   * @param data what to learn from and to be tested on
   * @param observer told how it goes
   * @return the numbers of each epoch
   * @throws DivergedException when a loss is not finite
   */
  public List<EpochMetrics> run(ImageData data, TrainingObserver observer) {
    return run(data, observer, null);
  }

  /**
   * Trains for the epochs that a checkpoint leaves, exactly as if there had been no stop.
   *
   * @param data what to learn from and to be tested on
   * @param observer told how it goes
   * @param from where to go on; null for the beginning
   * @return the numbers of each epoch, those before the checkpoint included
   * @throws DivergedException when a loss is not finite
   * @throws StoppedException when the observer asked for it
   */
  public List<EpochMetrics> run(
      ImageData data, TrainingObserver observer, @Nullable Checkpoint from) {
    LearningRate rate = spec.schedule().create(spec.optimizer().learningRate(), spec.epochs());
    Updates updates = new Updates(learner.block(), spec.optimizer(), rate, batches(data.train()));
    List<EpochMetrics> history = new ArrayList<>();
    if (from != null) {
      from.restore().accept(arrays(updates));
      rate.restore(from.state().schedule());
      updates.restore(from.state().iteration());
      history.addAll(from.state().history());
    }
    while (!spec.isOver(history)) {
      int epoch = history.size() + 1;
      EpochMetrics metrics = epoch(epoch, data, updates, observer);
      rate.epochEnded(metrics);
      history.add(metrics);
      observer.epochEnded(metrics);
      TrainingState state =
          new TrainingState(epoch, updates.progress().iteration(), rate.state(), history);
      observer.savable(state, arrays(updates));
    }
    return history;
  }

  private EpochMetrics epoch(
      int epoch, ImageData data, Updates updates, TrainingObserver observer) {
    observer.epochStarted(epoch, data.train().size());
    long start = System.nanoTime();
    Measures train = trainEpoch(epoch, data.train(), updates, observer);
    double seconds = (System.nanoTime() - start) / 1e9;
    refit(epoch, data.train());
    return new EpochMetrics(
        epoch,
        train,
        validation(epoch, data.validation()),
        measure(epoch, "test", data.test()),
        updates.lastRate(),
        seconds,
        data.train().size() / seconds);
  }

  /** All that an update reads and writes, by the names that a checkpoint has. */
  private Map<String, NDArray> arrays(Updates updates) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    NamedParameters.of(learner.block())
        .forEach((name, parameter) -> arrays.put(name, parameter.getArray()));
    updates.state().forEach((name, array) -> arrays.put("optimizer." + name, array));
    return arrays;
  }

  private Measures trainEpoch(
      int epoch, LabelledImages images, Updates updates, TrainingObserver observer) {
    engine.seed(seeds.derive("train", epoch));
    try (NDManager epochManager = manager.newSubManager()) {
      LossTally tally =
          new LossTally(epochManager, "epoch " + epoch + ", training", learner.terms());
      NDArray order = epochManager.create(seeds.permutation(images.size(), "shuffle", epoch));
      long lastRead = System.nanoTime();
      int from = 0;
      while (from < images.size()) {
        int to = batchEnd(from, images.size());
        try (NDManager step = epochManager.newSubManager()) {
          NDArray rows = order.get(step, new NDIndex(from + ":" + to));
          tally.add(trainStep(images.select(step, rows), updates), to - from);
        }
        from = to;
        if (observer.stopRequested()) {
          throw new StoppedException(epoch);
        }
        if (System.nanoTime() - lastRead > READ_INTERVAL_NANOS) {
          observer.progressed(epoch, to, tally.read());
          lastRead = System.nanoTime();
        }
      }
      return tally.read();
    }
  }

  /**
   * A lone last image joins the batch before it: a batch of one has no variance to normalise by.
   */
  private int batchEnd(int from, int size) {
    int to = Math.min(from + spec.batchSize(), size);
    return to == size - 1 && spec.batchSize() > 1 ? size : to;
  }

  private int batches(LabelledImages images) {
    int batches = 0;
    for (int from = 0; from < images.size(); from = batchEnd(from, images.size())) {
      batches++;
    }
    return batches;
  }

  private NDList trainStep(LabelledImages batch, Updates updates) {
    NDList terms;
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      terms = learner.train(parameterStore, transformed(batch), updates.progress());
      gradients.backward(terms.head().mean());
    }
    updates.step();
    return terms;
  }

  private void refit(int epoch, LabelledImages images) {
    if (learner instanceof VaeLearner vae) {
      engine.seed(seeds.derive("residuals", epoch));
      ResidualFit.refit(manager, vae.block(), images, transform::eachTime);
    }
  }

  private @Nullable Measures validation(int epoch, @Nullable LabelledImages images) {
    return images == null ? null : measure(epoch, "validation", images);
  }

  /** The means over {@code images} with the present weights. */
  private Measures measure(int epoch, String part, LabelledImages images) {
    engine.seed(seeds.derive(part, epoch));
    try (NDManager testManager = manager.newSubManager()) {
      LossTally tally = new LossTally(testManager, "epoch " + epoch + ", " + part, learner.terms());
      for (int from = 0; from < images.size(); from += TEST_BATCH) {
        int to = Math.min(from + TEST_BATCH, images.size());
        try (NDManager step = testManager.newSubManager()) {
          LabelledImages batch = transformed(images.range(step, from, to));
          tally.add(learner.evaluate(parameterStore, batch), to - from);
        }
      }
      return tally.read();
    }
  }

  private LabelledImages transformed(LabelledImages batch) {
    return new LabelledImages(transform.eachTime(batch.images()), batch.labels());
  }
}
