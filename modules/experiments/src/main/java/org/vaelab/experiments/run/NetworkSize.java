package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.vaelab.data.source.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;

/** How large the network of an experiment is. */
public final class NetworkSize {
  private NetworkSize() {}

  /**
   * Makes the network, on the CPU, and counts.
   *
   * @param spec of the experiment
   * @return how many numbers it learns
   */
  public static long parameters(ExperimentSpec spec) {
    Dataset dataset = spec.data().dataset();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Learner learner =
          spec.model().create(dataset.shape(), dataset.classNames().size(), spec.loss());
      learner.initialize(manager);
      return NamedParameters.count(learner.block());
    }
  }
}
