package org.vaelab.experiments.run;

import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.inference.ModelDescription;
import org.vaelab.spec.ExperimentSpec;

/** Says what the weights of an experiment belong to. */
final class Descriptions {
  private Descriptions() {}

  static ModelDescription of(ExperimentSpec spec, ImageData data, ComputeEngine engine) {
    return new ModelDescription(
        Environment.version(),
        engine.version(),
        spec.model(),
        spec.loss().likelihood(),
        data.shape(),
        data.classNames(),
        spec.data().transform(),
        data.scale());
  }
}
