package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import org.vaelab.data.ImageData;
import org.vaelab.input.InputException;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.NormalisedBatches;

/** Makes what a spec trains. */
final class Learners {
  private Learners() {}

  /** The network with its first weights, and what it minimises. */
  static Learner create(ExperimentSpec spec, NDManager manager, ImageData data) {
    ModelSpec model = spec.model();
    int images = data.train().size();
    int classes = data.classNames().size();
    Settings conflicts = new Settings();
    model.check(spec.task(data.shape(), classes, images), conflicts);
    try {
      conflicts.check();
    } catch (InvalidSettingsException refused) {
      throw new InputException(String.valueOf(refused.getMessage()), refused);
    }
    Learner learner = model.create(data.shape(), classes, spec.loss());
    NormalisedBatches.require(learner.block(), spec.data(), images);
    learner.initialize(manager);
    return learner;
  }
}
