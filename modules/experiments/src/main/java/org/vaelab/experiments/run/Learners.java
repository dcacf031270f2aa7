package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import org.vaelab.data.ImageData;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.FittedImages;
import org.vaelab.experiments.spec.NormalisedBatches;
import org.vaelab.models.Classifier;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.Vae;
import org.vaelab.models.VaeSpec;
import org.vaelab.training.ClassifierLearner;
import org.vaelab.training.Learner;
import org.vaelab.training.VaeLearner;

/** Makes what a spec trains. */
final class Learners {
  private Learners() {}

  /** The network with its first weights, and what it minimises. */
  static Learner create(ExperimentSpec spec, NDManager manager, ImageData data) {
    int classes = data.classNames().size();
    if (spec.model() instanceof VaeSpec vae) {
      Vae block = vae.create(data.shape(), classes, spec.loss().likelihood());
      FittedImages.require(block.likelihood(), data.train().size());
      NormalisedBatches.require(block, spec.data(), data.train().size());
      block.initialize(manager);
      return new VaeLearner(block, spec.loss().objective());
    }
    Classifier block = ((ClassifierSpec) spec.model()).create(data.shape(), classes);
    NormalisedBatches.require(block, spec.data(), data.train().size());
    block.initialize(manager);
    return new ClassifierLearner(block);
  }
}
