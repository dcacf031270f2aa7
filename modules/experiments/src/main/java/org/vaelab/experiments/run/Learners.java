package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import java.util.EnumSet;
import java.util.Set;
import org.vaelab.data.ImageData;
import org.vaelab.engine.InputException;
import org.vaelab.engine.InvalidSettingsException;
import org.vaelab.engine.Settings;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.NormalisedBatches;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;

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
    requireAbilities(model, learner);
    NormalisedBatches.require(learner.block(), spec.data(), images);
    learner.initialize(manager);
    return learner;
  }

  /** Figures are chosen by what a family promises, and drawn with what its network does. */
  private static void requireAbilities(ModelSpec model, Learner learner) {
    Set<Ability> missing = EnumSet.noneOf(Ability.class);
    missing.addAll(model.abilities());
    missing.removeAll(Ability.of(learner.block().getClass()));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          model.getClass().getName() + " promises a network that " + missing);
    }
  }
}
