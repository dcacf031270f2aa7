package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.NamedParameters;

/** Moves the weights of a network along their gradients, and counts how often it did. */
final class Updates {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Optimizer optimizer;
  private final @Nullable Double clipNorm;
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
                parameters.put(name, parameter);
              }
            });
    this.rate = rate;
    this.iterationsPerEpoch = iterationsPerEpoch;
    this.optimizer = spec.create(updates -> (float) lastRate);
    this.clipNorm = spec.clipNorm();
  }

  /** How far the training is, before the next update. */
  Progress progress() {
    return new Progress(iteration, iterationsPerEpoch);
  }

  double lastRate() {
    return lastRate;
  }

  /** Moves every parameter; the engine's update leaves its gradient at zero. */
  void step() {
    lastRate = rate.rate(progress());
    if (clipNorm != null) {
      clip(clipNorm);
    }
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      NDArray weight = entry.getValue().getArray();
      try (NDArray gradient = weight.getGradient()) {
        optimizer.update(entry.getKey(), weight, gradient);
      }
    }
    iteration++;
  }

  /**
   * Scales all gradients alike so that their norm is at most {@code largest}, as PyTorch's {@code
   * clip_grad_norm_}.
   */
  private void clip(double largest) {
    NDManager owner = parameters.values().iterator().next().getArray().getManager();
    try (NDManager scratch = owner.newSubManager()) {
      NDList gradients = new NDList();
      NDList squares = new NDList();
      for (Parameter parameter : parameters.values()) {
        NDArray gradient = parameter.getArray().getGradient();
        gradient.attach(scratch);
        gradients.add(gradient);
        squares.add(gradient.square().sum());
      }
      NDArray norm = NDArrays.stack(squares).sum().sqrt();
      NDArray factor = Scalars.like(norm, largest).div(norm.add(1e-6));
      NDArray atMostOne = NDArrays.minimum(factor, Scalars.like(norm, 1));
      gradients.forEach(gradient -> gradient.muli(atMostOne));
    }
  }
}
