package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelFile;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.NormalisedBatches;
import org.vaelab.spec.SpecJson;
import org.vaelab.training.Session;
import org.vaelab.training.checkpoint.TrainingState;

/**
 * An experiment that is ready to be trained.
 *
 * @param spec what to do
 * @param invocation how it is done
 * @param session with its data
 * @param learner the network with its first weights, and what it minimises
 */
record Experiment(ExperimentSpec spec, Invocation invocation, Session session, Learner learner) {
  /** Makes the network of a spec, unless it does not fit the data. */
  static Experiment of(ExperimentSpec spec, Invocation invocation, Session session) {
    ModelSpec model = spec.model();
    int images = session.data().train().size();
    int classes = session.data().classNames().size();
    Settings conflicts = new Settings();
    model.check(spec.task(session.data().shape(), classes, images), conflicts);
    try {
      conflicts.check();
    } catch (InvalidSettingsException refused) {
      throw new InputException(String.valueOf(refused.getMessage()), refused);
    }
    session.seed("weights");
    Learner learner = model.create(session.data().shape(), classes, spec.loss());
    NormalisedBatches.require(learner.block(), spec.data(), images);
    learner.initialize(session.manager());
    return new Experiment(spec, invocation, session, learner);
  }

  /** The spec, every default filled in. */
  String json() {
    return SpecJson.write(spec, invocation.extensions().vocabulary());
  }

  /** The same. */
  JsonNode tree() {
    return SpecJson.tree(spec, invocation.extensions().vocabulary());
  }

  /** What the run depends on besides its spec. */
  Environment environment() {
    return Environment.of(session.engine(), spec, session.data(), invocation);
  }

  /** What is saved of it at a moment of its training. */
  Content at(TrainingState state) {
    return new Content(
        tree(),
        session.data().fingerprints(),
        session.engine().threads(),
        Environment.name(session.manager().getDevice()),
        invocation.extensions().files(),
        state);
  }

  /** What the weights belong to. */
  ModelDescription description() {
    return new ModelDescription(
        Environment.version(),
        session.engine().version(),
        spec.model(),
        spec.loss().likelihood(),
        session.data().shape(),
        session.data().classNames(),
        session.transform(),
        session.data().scale());
  }

  /** The same, for the header of a file of weights. */
  Map<String, String> metadata() {
    return ModelFile.metadata(description(), invocation.extensions().vocabulary());
  }

  /** The network as it is now. */
  TrainedModel model() {
    return TrainedModel.of(session.engine(), session.manager(), description(), learner.block());
  }
}
