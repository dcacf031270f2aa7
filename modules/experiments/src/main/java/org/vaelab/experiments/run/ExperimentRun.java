package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.checkpoint.Checkpoint;

/** One experiment, from its spec to its run folder. */
public final class ExperimentRun {
  private ExperimentRun() {}

  /**
   * Trains, and writes the run folder.
   *
   * @param spec what to do
   * @param options where and with what
   * @param terminal told how it goes
   * @return the folder
   */
  public static Path run(ExperimentSpec spec, RunOptions options, Terminal terminal) {
    Invocation invocation = options.invocation();
    return terminal
        .stop()
        .saying(
            () -> "stopped before the training began; begin again.",
            () -> {
              DataLine line = new DataLine(terminal, spec.data().dataset());
              try (line) {
                return invocation.inSession(
                    spec,
                    session -> {
                      line.hide();
                      return begin(Experiment.of(spec, invocation, session), options, terminal);
                    });
              }
            });
  }

  private static Path begin(Experiment experiment, RunOptions options, Terminal terminal) {
    try (RunFolder folder =
        RunFolder.create(options.out(), experiment.spec().name(), options.overwrite())) {
      terminal.stop().say(() -> StopWords.of(folder.path()));
      folder.begin(
          experiment.json(),
          experiment.environment().json(),
          experiment.spec().figures().stream().map(FigureSpec::fileName).toList());
      terminal.log().attach(folder.file(RunFiles.LOG));
      return new ExperimentTraining(experiment, folder, terminal, options.until()).train(null);
    }
  }

  /**
   * Goes on with a run from its newest checkpoint that is whole.
   *
   * @param options which run
   * @param terminal told how it goes
   * @return the folder
   * @throws InputException when there is nothing to go on from, or it is of another spec or data
   */
  public static Path resume(ResumeOptions options, Terminal terminal) {
    return terminal
        .stop()
        .saying(
            () -> StopWords.of(options.run()),
            () -> {
              Continuation.requireRun(options.run());
              try (RunFolder folder = RunFolder.open(options.run())) {
                return goOn(Continuation.of(folder, options, terminal), terminal);
              }
            });
  }

  private static Path goOn(Continuation continuation, Terminal terminal) {
    ExperimentSpec spec = continuation.spec();
    Invocation invocation = continuation.options().invocation();
    DataLine line = new DataLine(terminal, spec.data().dataset());
    try (line) {
      return invocation.inSession(
          spec,
          session -> {
            line.hide();
            continuation.check(session);
            Experiment experiment = Experiment.of(spec, invocation, session);
            Checkpoint from = continuation.checkpoint(experiment);
            RunFolder folder = continuation.folder();
            terminal.log().attach(folder.file(RunFiles.LOG));
            continuation.note(experiment);
            return new ExperimentTraining(
                    experiment, folder, terminal, continuation.options().until())
                .train(from);
          });
    }
  }

  /**
   * Whether a run can be gone on with.
   *
   * @param folder of the run
   * @return whether it has a checkpoint that is whole
   */
  public static boolean isResumable(Path folder) {
    return new Checkpoints(folder.resolve(RunFiles.CHECKPOINTS)).newest(damage -> {}).isPresent();
  }
}
