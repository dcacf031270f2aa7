package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.tracker.Tracker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.training.optimizer.FusedOptimizer;
import org.vaelab.training.optimizer.OptimizerSpec;
import org.vaelab.training.schedule.LearningRate;

/** Moves the weights of a network along their gradients, and counts how often it did. */
final class Updates {
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final FusedOptimizer optimizer;
  private final LearningRate rate;
  private final long iterationsPerEpoch;
  private long iteration;
  private double lastRate;

  Updates(Block block, OptimizerSpec spec, LearningRate rate, long iterationsPerEpoch) {
    NamedParameters.of(block)
        .forEach(
            (name, parameter) -> {
              // Running statistics are moved by the layers that own them.
              if (parameter.requiresGradient()) {
                weights.put(name, parameter.getArray());
              }
            });
    this.rate = rate;
    this.iterationsPerEpoch = iterationsPerEpoch;
    this.optimizer = spec.create(Tracker.fixed((float) spec.learningRate()));
  }

  /** How far the training is, before the next update. */
  Progress progress() {
    return new Progress(iteration, iterationsPerEpoch);
  }

  /** The optimizer's own arrays, made now where there are none yet. */
  Map<String, NDArray> state() {
    return optimizer.stateFor(weights);
  }

  /** Goes on as if that many updates had been made. */
  void restore(long updates) {
    iteration = updates;
  }

  double lastRate() {
    return lastRate;
  }

  /** What is moved, by name. */
  Map<String, NDArray> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /** Moves every weight along its gradient, which are in the order of the weights. */
  void move(List<NDArray> gradients) {
    lastRate = rate.rate(progress());
    optimizer.update(weights, gradients, lastRate);
    iteration++;
  }
}
