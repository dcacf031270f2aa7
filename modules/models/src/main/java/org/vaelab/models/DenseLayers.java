package org.vaelab.models;

import ai.djl.ndarray.types.Shape;
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
      Dense dense = dense(layers.output().size(), spec.width(), initialization);
      layers.add(name, dense, new Shape(spec.width()));
      layers.finish(name, spec.batchNorm(), orElse(spec.activation(), activation));
    }
    return layers;
  }

  /** One layer. */
  static Dense dense(long inputs, long outputs, Initialization initialization) {
    Dense dense = new Dense(inputs, outputs);
    initialization.prepare(dense, inputs, outputs);
    return dense;
  }

  static Activation orElse(@Nullable Activation own, Activation networks) {
    return own == null ? networks : own;
  }
}
