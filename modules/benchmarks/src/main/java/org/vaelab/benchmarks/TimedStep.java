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
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Tape;
import org.vaelab.models.program.CompiledStep;
import org.vaelab.models.vae.VaeLearner;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.Seeds;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.optimizer.FusedOptimizer;

/**
 * A step of {@code Training} in parts that can be timed, on as many images as MNIST has.
 *
 * <p>The pixels are noise: what a step costs does not depend on them, and nothing need be fetched.
 */
final class TimedStep implements AutoCloseable {
  private static final int IMAGES = 60_000;
  private static final int CLASSES = 10;
  private static final Progress START = new Progress(0, 1);
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  private final NDManager manager;
  private final ShuffledImages images;
  private final VaeLearner learner;
  private final CompiledStep program;
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
    learner = spec.create(SHAPE, CLASSES, new LossSpec());
    learner.initialize(manager);
    program = learner.program().orElseThrow().compile(learner.block());
    for (Map.Entry<String, Parameter> each : NamedParameters.of(learner.block()).entrySet()) {
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

  /** The loss and one gradient for each weight, by the learner's program. */
  List<NDArray> gradients(NDManager scratch, LabelledImages rows) {
    return program.run(scratch, rows.images(), rows.labels(), START).gradients();
  }

  /** The same as PyTorch records and differentiates it. */
  List<NDArray> recorded(NDManager scratch, LabelledImages rows) {
    try (Tape tape = new Tape(scratch)) {
      NDArray loss = learner.train(tape, rows.images(), rows.labels(), START).head().mean();
      return tape.gradients(loss, weights.values());
    }
  }

  /** Moves the weights. */
  void update(List<NDArray> gradients) {
    optimizer.update(weights, gradients, adam.learningRate());
  }

  /** All parts, as training takes them. */
  void run() {
    try (NDManager scratch = newScratch()) {
      update(gradients(scratch, gather(scratch)));
    }
  }

  @Override
  public void close() {
    images.close();
    manager.close();
  }
}
