package org.vaelab.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fully connected layers. */
final class DenseLayers {
  private DenseLayers() {}

  /** {@code (B, inputs) -> (B, last width)}, named by their order. */
  static Layers create(
      long inputs, List<DenseSpec> specs, Activation activation, Initialization initialization) {
    Layers layers = new Layers(new Shape(inputs));
    for (int i = 0; i < specs.size(); i++) {
      DenseSpec spec = specs.get(i);
      String name = Integer.toString(i);
      Linear linear = linear(layers.output().size(), spec.width(), initialization);
      layers.add(name, linear, new Shape(spec.width()));
      layers.finish(name, spec.batchNorm(), orElse(spec.activation(), activation));
    }
    return layers;
  }

  /** One linear layer. */
  static Linear linear(long inputs, long outputs, Initialization initialization) {
    Linear linear = Linear.builder().setUnits(outputs).build();
    initialization.prepare(linear, inputs, outputs);
    return linear;
  }

  static Activation orElse(@Nullable Activation own, Activation networks) {
    return own == null ? networks : own;
  }
}
