package org.vaelab.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.ResidentImages;
import org.vaelab.data.ShuffledImages;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Tape;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.optimizer.FusedOptimizer;
import org.vaelab.training.Seeds;
import org.vaelab.models.vae.VaeLearner;

/**
 * A step of {@code Training} in parts that can be timed, on as many images as MNIST has.
 *
 * <p>The pixels are noise: what a step costs does not depend on them, and nothing need be fetched.
 */
final class TimedStep implements AutoCloseable {
  private static final int IMAGES = 60_000;
  private static final int CLASSES = 10;
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  private final NDManager manager;
  private final ShuffledImages images;
  private final VaeLearner learner;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final AdamSpec adam = new AdamSpec();
  private final FusedOptimizer optimizer = adam.create(Tracker.fixed((float) adam.learningRate()));
  private final int batch;
  private int from;

  /** A step of {@code spec} on the CPU, with {@code batch} of the images at a time. */
  TimedStep(VaeSpec spec, int batch, int threads) {
    ComputeEngine engine = ComputeEngine.start();
    engine.useThreads(threads);
    engine.seed(0);
    this.batch = batch;
    manager = engine.newManager(Device.cpu());
    images =
        new ResidentImages(
                new LabelledImages(
                    manager.randomUniform(0f, 1f, SHAPE.batch(IMAGES)),
                    manager.zeros(new Shape(IMAGES, CLASSES))),
                new int[IMAGES],
                UnaryOperator.identity())
            .shuffled(manager, new Seeds(0).permutation(IMAGES, "shuffle", 1), batch);
    Vae vae = spec.create(SHAPE, CLASSES, new BernoulliLikelihoodSpec());
    vae.initialize(manager);
    learner = new VaeLearner(vae, new Elbo());
    for (Map.Entry<String, Parameter> each : NamedParameters.of(vae).entrySet()) {
      if (each.getValue().requiresGradient()) {
        weights.put(each.getKey(), each.getValue().getArray());
      }
    }
  }

  /** What one step owns; the caller closes it. */
  NDManager newScratch() {
    return manager.newSubManager();
  }

  /** How many numbers the network learns. */
  long parameters() {
    return NamedParameters.count(learner.block());
  }

  /** The weights, which an update moves. */
  Map<String, NDArray> weights() {
    return weights;
  }

  /** The next batch of the epoch, copied row by row from the whole set. */
  LabelledImages gather(NDManager scratch) {
    if (from + batch > IMAGES) {
      from = 0;
    }
    LabelledImages rows = images.batch(scratch, from, from + batch);
    from += batch;
    return rows;
  }

  /** Encodes, samples, decodes; the mean loss, shape {@code ()}. */
  NDArray forward(Tape tape, LabelledImages rows) {
    return learner.train(tape, rows.images(), rows.labels(), new Progress(0, 1)).head().mean();
  }

  /** One gradient for each weight. */
  List<NDArray> backward(Tape tape, NDArray loss) {
    return tape.gradients(loss, weights.values());
  }

  /** Moves the weights. */
  void update(List<NDArray> gradients) {
    optimizer.update(weights, gradients, adam.learningRate());
  }

  /** All parts, as training takes them. */
  void run() {
    try (NDManager scratch = newScratch()) {
      LabelledImages rows = gather(scratch);
      try (Tape tape = new Tape(scratch)) {
        update(backward(tape, forward(tape, rows)));
      }
    }
  }

  @Override
  public void close() {
    images.close();
    manager.close();
  }
}
