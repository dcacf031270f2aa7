package org.vaelab.experiments.run;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.checkpoint.Weights;

/**
 * A run that is not gone on with, but whose model is wanted with its data: with the folder of data,
 * threads and memory that it had, where the command line says nothing.
 *
 * @param folder of the run, which has a model
 * @param spec what is made of it
 * @param saved its newest checkpoint; empty where it has none any more
 * @param options of the command line
 * @param terminal told what is not as it was
 */
record ReopenedRun(
    RunFolder folder,
    ExperimentSpec spec,
    Optional<Saved> saved,
    ResumeOptions options,
    Terminal terminal) {
  /**
   * Loads data and weights.
   *
   * @param use what is done with them
   * @return what that gives
   * @throws InputException where code or data are not those of the training
   */
  <T> T with(Function<Experiment, T> use) {
    return begun(
        (experiment, completed) -> {
          Weights.load(experiment.learner().block(), folder.file(RunFiles.MODEL));
          return use.apply(experiment);
        });
  }

  /**
   * Loads data, and makes the network with its first weights.
   *
   * @param use what is done with them, and with the options of the command line as they are meant
   * @return what that gives
   * @throws InputException where code or data are not those of the training
   */
  <T> T begun(BiFunction<Experiment, ResumeOptions, T> use) {
    saved.ifPresent(each -> Resumption.checkExtensions(each, options));
    int threads =
        saved
            .map(each -> each.content().threads())
            .orElseGet(ComputeEngine.start(DeviceChoice.parse(spec.device()))::threads);
    ResumeOptions completed =
        new EnvironmentFile(folder.file(RunFiles.ENVIRONMENT))
            .remembered()
            .complete(options, threads, terminal);
    return completed
        .invocation()
        .inSession(
            spec,
            session -> {
              saved.ifPresent(each -> Resumption.check(each, session.data(), completed));
              return use.apply(Experiment.of(spec, completed.invocation(), session), completed);
            });
  }
}
