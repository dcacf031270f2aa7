package org.vaelab.training.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.TorchProcedure;

/**
 * What an update does to weights, gradients and state, as one procedure of PyTorch operators.
 *
 * @param states what is kept for each parameter
 * @param constants the numbers of the rule, behind the learning rate
 * @param procedure takes the lists of weights, gradients and states, then rate and constants
 */
public record UpdateRule(List<State> states, List<Double> constants, TorchProcedure procedure) {
  /**
   * An array kept for each parameter, at first zero.
   *
   * @param name what it is called in the rule's text and in checkpoints
   * @param scalar whether it is a float32 number; else it is like the parameter
   */
  public record State(String name, boolean scalar) {}

  /**
   * A rule whose text works on the lists {@code weights}, {@code gradients} and the states by their
   * names, in place, with {@code rate} and the given names for its constants.
   *
   * @param name of the procedure, for errors
   * @param states what is kept for each parameter
   * @param constantNames of the numbers of the rule
   * @param constants their values
   * @param clipNorm the largest norm of all gradients together; null for any
   * @param body TorchScript of PyTorch's operators; no number of a spec may be part of the text
   * @return a rule
   */
  public static UpdateRule of(
      String name,
      List<State> states,
      List<String> constantNames,
      List<Double> constants,
      @Nullable Double clipNorm,
      String body) {
    List<String> lists = new ArrayList<>(List.of("weights", "gradients"));
    states.forEach(state -> lists.add(state.name()));
    List<String> numbers = new ArrayList<>(List.of("rate"));
    numbers.addAll(constantNames);
    List<Double> values = new ArrayList<>(constants);
    if (clipNorm != null) {
      numbers.add("clipNorm");
      values.add(clipNorm);
    }
    String text = (clipNorm == null ? "" : CLIP) + body;
    return new UpdateRule(
        List.copyOf(states), List.copyOf(values), TorchProcedure.of(name, lists, numbers, text));
  }

  /** All gradients alike, so that their norm is at most clipNorm: PyTorch's clip_grad_norm_. */
  private static final String CLIP =
      """
      norms = torch.stack(torch._foreach_norm(gradients))
      norm = torch.add(torch.linalg_vector_norm(norms), 9.9999999999999995e-07)
      factor = torch.clamp(torch.mul(torch.reciprocal(norm), clipNorm), None, 1.)
      torch._foreach_mul_(gradients, factor)
      """;

  void run(List<List<NDArray>> lists, double rate) {
    double[] numbers = new double[1 + constants.size()];
    numbers[0] = rate;
    for (int i = 0; i < constants.size(); i++) {
      numbers[i + 1] = constants.get(i);
    }
    procedure.run(lists, numbers);
  }
}
