package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.Tape;
import org.vaelab.models.program.CompiledStep;

/** What a step measures, and the gradients of the first of it: where they come from. */
@FunctionalInterface
interface Gradients {
  /** Those of a batch as the network sees it, owned by {@code scratch}. */
  CompiledStep.Result of(NDManager scratch, LabelledImages seen, Progress progress);

  /** From the learner's program where it has one, or else from PyTorch's record of a step. */
  static Gradients of(Session session, Learner learner, Map<String, NDArray> weights) {
    Gradients recorded = recorded(learner, weights);
    Optional<Gradients> program = program(learner);
    program.ifPresent(each -> new ProgramCheck(session, learner, recorded, each).run(weights));
    return program.orElse(recorded);
  }

  /** From PyTorch's record of a step. */
  private static Gradients recorded(Learner learner, Map<String, NDArray> weights) {
    return recorded(learner, weights, null);
  }

  /** From PyTorch's record of a step whose layers are watched; {@code watcher} null for not. */
  static Gradients recorded(
      Learner learner, Map<String, NDArray> weights, Tape.@Nullable Watcher watcher) {
    return (scratch, seen, progress) -> {
      try (Tape tape = new Tape(scratch, watcher)) {
        NDList terms = learner.train(tape, seen.images(), seen.labels(), progress);
        List<NDArray> gradients = tape.gradients(terms.head().mean(), weights.values());
        return new CompiledStep.Result(terms, gradients);
      }
    };
  }

  private static Optional<Gradients> program(Learner learner) {
    return learner
        .program()
        .map(program -> program.compile(learner.block()))
        .map(
            step ->
                (scratch, seen, progress) ->
                    step.run(scratch, seen.images(), seen.labels(), progress));
  }
}
