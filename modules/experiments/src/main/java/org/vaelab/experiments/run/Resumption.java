package org.vaelab.experiments.run;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.vaelab.data.ImageData;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecJson;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.PartialEpoch;

/** Whether a run can go on as if it had never been stopped. */
final class Resumption {
  private Resumption() {}

  /** Refuses another spec or another number of threads, unless forced. */
  static void check(Saved saved, ExperimentSpec spec, ResumeOptions options) {
    List<String> differences =
        new ArrayList<>(
            SpecDifferences.of(
                saved.content().spec(),
                SpecJson.tree(spec, options.invocation().extensions().vocabulary()),
                options.epochs() != null));
    int threads = saved.content().threads();
    if (options.invocation().threads() != null && options.invocation().threads() != threads) {
      differences.add("threads were " + threads + ", are " + options.invocation().threads());
    }
    TrainingState state = saved.content().state();
    int begun = state.epoch() + (state.partial().images() > 0 ? 1 : 0);
    if (options.epochs() != null && options.epochs() < begun) {
      throw new InputException(
          "--epochs must be >= "
              + begun
              + ", the epochs that are begun or done, was "
              + options.epochs());
    }
    int epochs = saved.content().spec().at("/training/epochs").asInt(spec.training().epochs());
    RateDifference.of(spec.training(), epochs, state).ifPresent(differences::add);
    refuse(differences, options);
  }

  /**
   * Refuses to go on without the user's code that the run began with, or with other code, unless
   * forced. More code is harmless: what uses it would be another spec.
   */
  static void checkExtensions(Saved saved, ResumeOptions options) {
    List<ExtensionFile> gone =
        saved.content().extensions().stream()
            .filter(each -> !options.invocation().extensions().has(each))
            .toList();
    List<String> changed = new ArrayList<>();
    List<ExtensionFile> missing = new ArrayList<>();
    for (ExtensionFile file : gone) {
      options.invocation().extensions().files().stream()
          .filter(each -> each.name().equals(file.name()))
          .findFirst()
          .ifPresentOrElse(
              each ->
                  changed.add(
                      file.name() + " had SHA-256 " + file.sha256() + ", has " + each.sha256()),
              () -> missing.add(file));
    }
    if (!missing.isEmpty() && !options.force()) {
      throw new InputException(
          options.run()
              + " was trained with code of its user's that is not named now; if you trust it, give"
              + " it again: "
              + ShellWord.program()
              + " resume "
              + ShellWord.of(options.run())
              + " "
              + ExtensionFiles.options(missing));
    }
    refuse(changed, options);
  }

  /** Refuses other data, unless forced. */
  static void check(Saved saved, ImageData data, ResumeOptions options) {
    if (!Objects.equals(saved.content().data(), data.fingerprints())) {
      refuse(
          List.of("data were " + saved.content().data() + ", are " + data.fingerprints()), options);
    }
  }

  /** Refuses another device, unless forced. */
  static void check(Saved saved, Device device, ResumeOptions options) {
    String used = saved.content().device();
    String name = Environment.name(device);
    if (used != null && !used.equals(name)) {
      refuse(List.of("device was " + used + ", is " + name), options);
    }
  }

  /** Refuses what another training measured, forced or not: its numbers mean nothing in this. */
  static void check(Saved saved, Experiment experiment, ResumeOptions options) {
    TrainingState state = saved.content().state();
    PartialEpoch partial = state.partial();
    List<String> terms = experiment.learner().measures();
    EarlyStoppingSpec stopping = experiment.spec().training().earlyStopping();
    boolean needsValidation = stopping != null && stopping.metric().startsWith("validation_");
    boolean rowsFit =
        state.history().stream()
            .allMatch(
                row ->
                    terms.equals(List.copyOf(row.train().values().keySet()))
                        && (row.validation() != null || !needsValidation));
    boolean partialFits =
        partial.images() == 0
            || (partial.sums().size() == terms.size()
                && partial.images() <= experiment.session().data().train().size());
    if (!rowsFit || !partialFits) {
      throw new InputException(
          options.run()
              + " has a checkpoint of another training, which measured other things or had more"
              + " images than its spec.json has now; run that again.");
    }
  }

  private static void refuse(List<String> differences, ResumeOptions options) {
    if (!differences.isEmpty() && !options.force()) {
      throw new InputException(
          options.run()
              + " was begun otherwise, and could not go on exactly:\n"
              + String.join("\n", differences)
              + "\nUndo the change"
              + (differences.get(0).startsWith("training.epochs") ? ", use --epochs N," : "")
              + " or give --force.");
    }
  }
}
