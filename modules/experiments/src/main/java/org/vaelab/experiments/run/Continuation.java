package org.vaelab.experiments.run;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.files.AtomicFile;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.Session;
import org.vaelab.training.Training;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.checkpoint.Weights;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * What a run goes on from.
 *
 * @param folder its own
 * @param spec as it is now
 * @param saved its newest checkpoint that is whole
 * @param options of the command line, and where it says nothing what the run was begun with
 * @param terminal told what is not as it was
 */
record Continuation(
    RunFolder folder, ExperimentSpec spec, Saved saved, ResumeOptions options, Terminal terminal) {
  /** Refuses a folder that no run wrote. */
  static void requireRun(Path run) {
    if (!Files.isRegularFile(run.resolve(RunFiles.SPEC))) {
      throw new InputException(run + " is no run folder: it has no spec.json.");
    }
  }

  /** Refuses a run without a checkpoint, and one whose spec or code was changed. */
  static Continuation of(RunFolder folder, ResumeOptions options, Terminal terminal) {
    Saved saved =
        folder
            .checkpoints()
            .newest(terminal::complain)
            .orElseThrow(
                () ->
                    new InputException(
                        options.run()
                            + " has no checkpoint to go on from; run its spec.json again."));
    Resumption.checkExtensions(saved, options);
    ExperimentSpec spec = read(folder, options, terminal);
    Resumption.check(saved, spec, options);
    ResumeOptions completed =
        new EnvironmentFile(folder.file(RunFiles.ENVIRONMENT))
            .remembered()
            .complete(options, saved.content().threads(), terminal);
    return new Continuation(folder, spec, saved, completed, terminal);
  }

  private static ExperimentSpec read(RunFolder folder, ResumeOptions options, Terminal terminal) {
    List<String> changes =
        options.epochs() == null ? List.of() : List.of("training.epochs=" + options.epochs());
    Extensions extensions = options.invocation().extensions();
    try {
      return SpecFile.read(
          folder.file(RunFiles.SPEC), changes, extensions.vocabulary(), terminal::say);
    } catch (InputException wrong) {
      throw ExtensionFiles.hinted(wrong, folder.file(RunFiles.ENVIRONMENT), extensions);
    }
  }

  /** Refuses another device and other data, unless forced. */
  void check(Session session) {
    Resumption.check(saved, session.manager().getDevice(), options);
    Resumption.check(saved, session.data(), options);
  }

  /** Where the training goes on; refuses that of another training. */
  Checkpoint checkpoint(Experiment experiment) {
    Resumption.check(saved, experiment, options);
    Checkpoint from =
        new Checkpoint(
            saved.content().state().completed(experiment.learner(), experiment.session().data()),
            this::restore);
    requireBest(from);
    return from;
  }

  /** Where forced, weights alone: another optimizer has no use for what the one before kept. */
  private void restore(Map<String, NDArray> arrays) {
    Map<String, NDArray> known = arrays;
    if (options.force() && !Weights.names(saved.arrays()).containsAll(arrays.keySet())) {
      known = new LinkedHashMap<>(arrays);
      known.keySet().removeIf(name -> name.startsWith(Training.OPTIMIZER));
      terminal.say("the optimizer begins anew: the checkpoint has the state of another");
    }
    Weights.load(known, saved.arrays());
  }

  /** Before the training, not after it: early stopping keeps the weights of the best epoch. */
  private void requireBest(Checkpoint from) {
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    List<EpochMetrics> history = from.state().history();
    if (stopping == null || BestEpoch.of(stopping, folder.checkpoints(), from).isThere(history)) {
      return;
    }
    int best = stopping.bestEpoch(history);
    if (!options.force()) {
      folder.checkpoints().best(best);
    }
    terminal.say(
        String.format(
            Locale.ROOT,
            "the weights of epoch %d, the best so far by %s, are no longer there; those of the best"
                + " of the other epochs will be kept",
            best,
            stopping.metric()));
  }

  /**
   * Writes down that the run goes on, and with what. What it began with is known to its
   * environment.json alone; where that is gone, what it goes on with is better than nothing.
   */
  void note(Experiment experiment) {
    AtomicFile.write(folder.file(RunFiles.SPEC), experiment.json());
    String position = position(saved.content().state());
    EnvironmentFile file = new EnvironmentFile(folder.file(RunFiles.ENVIRONMENT));
    Environment now = experiment.environment();
    if (file.isWhole()) {
      file.add(Resumed.of(now, position));
    } else {
      AtomicFile.write(file.path(), now.json());
      terminal.say(file.path() + " was missing or damaged; it now describes this resumption");
    }
    terminal.say("going on after " + position);
  }

  private static String position(TrainingState state) {
    int images = state.partial().images();
    return "epoch "
        + state.epoch()
        + (images == 0 ? "" : String.format(Locale.ROOT, " and %,d images", images));
  }
}
