package org.vaelab.models.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Function;
import org.vaelab.engine.TorchProcedure;
import org.vaelab.losses.schedule.Progress;

/** A {@link StepProgram} for the weights of one network. */
public final class CompiledStep {
  private final TorchProcedure procedure;
  private final List<NDArray> weights;
  private final int gradients;
  private final Function<Progress, double[]> numbers;

  CompiledStep(
      TorchProcedure procedure,
      List<NDArray> weights,
      int gradients,
      Function<Progress, double[]> numbers) {
    this.procedure = procedure;
    this.weights = List.copyOf(weights);
    this.gradients = gradients;
    this.numbers = numbers;
  }

  /**
   * What a step measured, and the gradients of the mean of the first of it.
   *
   * @param terms an array {@code (B)} for each of the learner's measures
   * @param gradients one array for each parameter that learns, in the order of the parameters
   */
  public record Result(NDList terms, List<NDArray> gradients) {}

  /**
   * Runs the step.
   *
   * @param manager owns what it gives
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}
   * @param progress how far the training is
   * @return terms and gradients; running statistics have moved on
   */
  public Result run(NDManager manager, NDArray images, NDArray labels, Progress progress) {
    NDList all =
        procedure.compute(
            manager, List.of(List.of(images, labels), weights), numbers.apply(progress));
    return new Result(
        new NDList(all.subList(gradients, all.size())), List.copyOf(all.subList(0, gradients)));
  }
}
