package org.vaelab.experiments.exchange;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Outline;

/** The parameters that an outline speaks of: what a network of it must have. */
final class OutlineParameters {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  private OutlineParameters() {}

  /** By name; those of the prior and the likelihood are not among them. */
  static Map<String, Shape> of(Outline outline) {
    OutlineParameters parameters = new OutlineParameters();
    if (outline instanceof Outline.Autoencoder network) {
      parameters.add(network.encoder());
      parameters.add(List.of(network.mean(), network.rawScale()));
      parameters.add(network.decoder());
    } else if (outline instanceof Outline.Classifier network) {
      parameters.add(network.logits());
    }
    return parameters.shapes;
  }

  private void add(List<? extends Operation> operations) {
    for (Operation each : operations) {
      if (each instanceof Operation.Dense dense) {
        add(dense.name(), dense.outputs(), new Shape(dense.outputs(), dense.inputs()));
      } else if (each instanceof Operation.Convolution layer) {
        int kernel = layer.kernel();
        add(
            layer.name(),
            layer.outputs(),
            new Shape(layer.outputs(), layer.inputs(), kernel, kernel));
      } else if (each instanceof Operation.TransposedConvolution layer) {
        int kernel = layer.kernel();
        add(
            layer.name(),
            layer.outputs(),
            new Shape(layer.inputs(), layer.outputs(), kernel, kernel));
      } else if (each instanceof Operation.BatchNormalisation norm) {
        for (String word : List.of("gamma", "beta", "runningMean", "runningVar")) {
          shapes.put(norm.name() + "." + word, new Shape(norm.features()));
        }
      } else if (each instanceof Operation.Residual sum) {
        add(sum.branch());
        add(sum.skip());
      }
    }
  }

  private void add(String name, int outputs, Shape weight) {
    shapes.put(name + ".weight", weight);
    shapes.put(name + ".bias", new Shape(outputs));
  }
}
