package org.vaelab.experiments.run;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.vaelab.data.ImageData;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Learner;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecJson;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.PartialEpoch;
import org.vaelab.training.TrainingState;

/** Whether a run can go on as if it had never been stopped. */
final class Resumption {
  private Resumption() {}

  /** Refuses another spec or another number of threads, unless forced. */
  static void check(Saved saved, ExperimentSpec spec, ResumeOptions options) {
    List<String> differences =
        new ArrayList<>(
            SpecDifferences.of(
                saved.content().spec(),
                SpecJson.tree(spec, options.vocabulary()),
                options.epochs() != null));
    int threads = saved.content().threads();
    if (options.threads() != null && options.threads() != threads) {
      differences.add("threads were " + threads + ", are " + options.threads());
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
  static void check(
      Saved saved, ExperimentSpec spec, Learner learner, ImageData data, ResumeOptions options) {
    TrainingState state = saved.content().state();
    PartialEpoch partial = state.partial();
    List<String> terms = learner.measures();
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    boolean needsValidation = stopping != null && stopping.metric().startsWith("validation_");
    boolean rowsFit =
        state.history().stream()
            .allMatch(
                row ->
                    terms.equals(List.copyOf(row.train().values().keySet()))
                        && (row.validation() != null || !needsValidation));
    boolean partialFits =
        partial.images() == 0
            || (partial.sums().size() == terms.size() && partial.images() <= data.train().size());
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
