package org.vaelab.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;

/**
 * Trains a variational autoencoder: the loop.
 *
 * <p>One sub-manager a step holds whatever the step makes, and is closed at its end. Nothing in a
 * step waits for the device.
 */
public final class VaeTraining {
  private static final int TEST_BATCH = 1000;
  private static final long READ_INTERVAL_NANOS = 250_000_000L;

  private final ComputeEngine engine;
  private final NDManager manager;
  private final Vae model;
  private final Objective objective;
  private final Transform transform;
  private final TrainingSpec spec;
  private final Seeds seeds;
  private final ParameterStore parameterStore;
  private final Map<String, Parameter> parameters;
  private final Optimizer optimizer;

  /**
   * A training of {@code model}, which must be initialised.
   *
   * @param engine whose random stream is used
   * @param manager the model's; its device is trained on
   * @param model what learns
   * @param objective what is minimised
   * @param transform what happens to a batch before the model sees it
   * @param spec epochs, batches, optimizer
   * @param seeds where the random streams come from
   */
  public VaeTraining(
      ComputeEngine engine,
      NDManager manager,
      Vae model,
      Objective objective,
      Transform transform,
      TrainingSpec spec,
      Seeds seeds) {
    this.engine = engine;
    this.manager = manager;
    this.model = model;
    this.objective = objective;
    this.transform = transform;
    this.spec = spec;
    this.seeds = seeds;
    parameterStore = new ParameterStore(manager, false);
    parameters = NamedParameters.of(model);
    optimizer = spec.optimizer().create(spec.schedule().create(spec.optimizer().learningRate()));
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
    List<EpochMetrics> history = new ArrayList<>();
    for (int epoch = 1; epoch <= spec.epochs(); epoch++) {
      observer.epochStarted(epoch, data.train().size());
      long start = System.nanoTime();
      Losses train = trainEpoch(epoch, data.train(), observer);
      double seconds = (System.nanoTime() - start) / 1e9;
      Losses test = test(epoch, data.test());
      EpochMetrics metrics =
          new EpochMetrics(
              epoch,
              train,
              test,
              spec.optimizer().learningRate(),
              seconds,
              data.train().size() / seconds);
      history.add(metrics);
      observer.epochEnded(metrics);
    }
    return history;
  }

  private Losses trainEpoch(int epoch, LabelledImages images, TrainingObserver observer) {
    engine.seed(seeds.derive("train", epoch));
    try (NDManager epochManager = manager.newSubManager()) {
      LossTally tally = new LossTally(epochManager, "epoch " + epoch + ", training");
      NDArray order = epochManager.create(seeds.permutation(images.size(), "shuffle", epoch));
      long lastRead = System.nanoTime();
      for (int from = 0; from < images.size(); from += spec.batchSize()) {
        int to = Math.min(from + spec.batchSize(), images.size());
        trainStep(epochManager, images, order, from, to, tally);
        if (System.nanoTime() - lastRead > READ_INTERVAL_NANOS) {
          observer.progressed(epoch, to, tally.read());
          lastRead = System.nanoTime();
        }
      }
      return tally.read();
    }
  }

  private void trainStep(
      NDManager epochManager,
      LabelledImages images,
      NDArray order,
      int from,
      int to,
      LossTally tally) {
    try (NDManager step = epochManager.newSubManager()) {
      NDArray rows = order.get(step, new NDIndex(from + ":" + to));
      LabelledImages batch = images.select(step, rows);
      ObjectiveTerms terms;
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        terms = forward(batch, true);
        gradients.backward(terms.loss().mean());
      }
      update();
      tally.add(terms, to - from);
    }
  }

  /** The losses over {@code images} with the present weights. */
  private Losses test(int epoch, LabelledImages images) {
    engine.seed(seeds.derive("test", epoch));
    try (NDManager testManager = manager.newSubManager()) {
      LossTally tally = new LossTally(testManager, "epoch " + epoch + ", test");
      for (int from = 0; from < images.size(); from += TEST_BATCH) {
        int to = Math.min(from + TEST_BATCH, images.size());
        try (NDManager step = testManager.newSubManager()) {
          tally.add(forward(images.range(step, from, to), false), to - from);
        }
      }
      return tally.read();
    }
  }

  private ObjectiveTerms forward(LabelledImages batch, boolean training) {
    NDArray images = transform.eachTime(batch.images());
    NDArray labels = model.conditional() ? batch.labels() : null;
    VaeOutput output = model.forward(parameterStore, images, labels, training);
    return objective.terms(output, images);
  }

  /** Moves every parameter; the engine's update leaves its gradient at zero. */
  private void update() {
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      NDArray weight = entry.getValue().getArray();
      try (NDArray gradient = weight.getGradient()) {
        optimizer.update(entry.getKey(), weight, gradient);
      }
    }
  }
}
