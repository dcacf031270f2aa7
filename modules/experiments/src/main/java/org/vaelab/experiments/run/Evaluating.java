package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vaelab.experiments.evaluation.EvaluationReport;
import org.vaelab.experiments.evaluation.Evaluator;
import org.vaelab.experiments.evaluation.Measurement;
import org.vaelab.experiments.evaluation.PartialResult;
import org.vaelab.experiments.evaluation.Subject;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.InputException;
import org.vaelab.spec.EvaluationSpec;
import org.vaelab.spec.EvaluationSplit;
import org.vaelab.spec.ExperimentSpec;

/** Measures a trained model of a run, after its training or later. */
public final class Evaluating {
  private Evaluating() {}

  /**
   * Measures a run that is done.
   *
   * @param options which run, and how
   * @param changes {@code path=value}s of its evaluation
   * @param terminal told how it goes
   * @return what was found; evaluation.json has it too
   * @throws InputException when the run has no model, cannot be measured so, or its data are no
   *     longer the same
   */
  public static EvaluationReport evaluate(
      ResumeOptions options, List<String> changes, Terminal terminal) {
    Continuation.requireRun(options.run());
    try (RunFolder folder = RunFolder.open(options.run())) {
      Path model = folder.file(RunFiles.MODEL);
      if (!RunFiles.isFile(model)) {
        throw new InputException(
            options.run()
                + " has no model yet; train it to its end: "
                + ShellWord.program()
                + " resume "
                + ShellWord.of(options.run()));
      }
      ExperimentSpec spec = withMetrics(Continuation.read(folder, changes, options, terminal));
      return new ReopenedRun(
              folder, spec, folder.checkpoints().newest(damage -> {}), options, terminal)
          .with(experiment -> evaluate(experiment, folder, terminal));
    }
  }

  /** Where a spec asks for nothing, all that is possible. */
  private static ExperimentSpec withMetrics(ExperimentSpec spec) {
    EvaluationSpec evaluation = spec.evaluation();
    boolean labelled = spec.data().dataset().isLabelled();
    if (evaluation.metrics().isEmpty()) {
      return spec.withEvaluation(evaluation.all(spec.model(), labelled));
    }
    return spec;
  }

  /** Measures what the spec asks for, with the weights as they are, and writes it down. */
  static EvaluationReport evaluate(Experiment experiment, RunFolder folder, Terminal terminal) {
    ExperimentSpec spec = experiment.spec();
    Subject subject = new Subject(experiment.model(), experiment.session(), spec);
    if (spec.evaluation().split() == EvaluationSplit.VALIDATION
        && experiment.session().data().validation() == null) {
      throw new InputException("evaluation.split \"validation\" needs images held out");
    }
    long start = System.nanoTime();
    String model = sha256(folder.file(RunFiles.MODEL));
    EvaluationSpec evaluation = spec.evaluation();
    List<Measurement> measured;
    Path unfinished = folder.file(RunFiles.EVALUATION_PARTIAL);
    try (CountedProgress progress = new CountedProgress(terminal, "measuring");
        Judging judging = new Judging(experiment)) {
      PartialResult partial =
          new PartialResult(
              unfinished,
              protocol(spec, model),
              done -> progress.at("log-likelihood of", done, subject.count()));
      measured = new Evaluator(subject, partial, judging::judge).measure();
    }
    EvaluationReport report =
        new EvaluationReport(
            spec.name(),
            evaluation.split().toString(),
            subject.count(),
            spec.seed(),
            spec.data().transform().toString(),
            evaluation.importanceSamples(),
            model,
            (System.nanoTime() - start) / 1e9,
            measured);
    AtomicFile.write(folder.file(RunFiles.EVALUATION), report.json());
    PartialResult.remove(unfinished);
    return report;
  }

  /** All that a log-likelihood depends on besides the code. */
  private static String protocol(ExperimentSpec spec, String model) {
    EvaluationSpec evaluation = spec.evaluation();
    return String.join(
        " ",
        model,
        Long.toString(spec.seed()),
        evaluation.split().toString(),
        String.valueOf(evaluation.limit()),
        Integer.toString(evaluation.importanceSamples()));
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }
}
