package org.vaelab.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.engine.TorchProcedure;

/**
 * An optimizer that moves all parameters in one native call, with PyTorch's own fused kernels, and
 * whose state can be read and written.
 *
 * <p>With DJL's {@code Trainer} it is an optimizer like any other, one call a parameter. Its state
 * belongs to the weights' manager, and is closed with it.
 */
public final class FusedOptimizer extends Optimizer {
  private static final TorchProcedure ZERO =
      TorchProcedure.of("zero", List.of("arrays"), List.of(), "torch._foreach_zero_(arrays)");

  private final UpdateRule rule;
  private final Tracker learningRate;

  /** For each parameter an array for each of the rule's states, in its order. */
  private final Map<String, List<NDArray>> states = new LinkedHashMap<>();

  /**
   * An optimizer at its beginning.
   *
   * @param rule what an update does
   * @param learningRate gives the rate of each update where DJL asks for one
   */
  public FusedOptimizer(UpdateRule rule, Tracker learningRate) {
    super(new Builder());
    this.rule = rule;
    this.learningRate = learningRate;
  }

  /** DJL's optimizers are made from a builder; none of its settings is used. */
  private static final class Builder extends OptimizerBuilder<Builder> {
    @Override
    protected Builder self() {
      return this;
    }
  }

  /**
   * Moves one parameter and sets its gradient to zero, as DJL's {@code Trainer} asks.
   *
   * @param parameterId names its state
   * @param weight is moved
   * @param gradient is set to zero
   */
  @Override
  public void update(String parameterId, NDArray weight, NDArray gradient) {
    double rate = learningRate.getNewValue(updateCount(parameterId));
    update(Map.of(parameterId, weight), List.of(gradient), rate);
    ZERO.run(List.of(List.of(gradient)));
  }

  /**
   * Moves all parameters in one native call; clipping changes the gradients.
   *
   * @param weights by name, in the order of the gradients
   * @param gradients one for each weight
   * @param rate the learning rate
   */
  public void update(Map<String, NDArray> weights, List<NDArray> gradients, double rate) {
    List<List<NDArray>> lists = new ArrayList<>();
    lists.add(List.copyOf(weights.values()));
    lists.add(gradients);
    rule.states().forEach(state -> lists.add(new ArrayList<>()));
    weights.forEach(
        (name, weight) -> {
          List<NDArray> own = states.computeIfAbsent(name, each -> initial(weight));
          for (int i = 0; i < own.size(); i++) {
            lists.get(2 + i).add(own.get(i));
          }
        });
    rule.run(lists, rate);
  }

  private List<NDArray> initial(NDArray weight) {
    List<NDArray> own = new ArrayList<>();
    for (UpdateRule.State state : rule.states()) {
      own.add(
          state.scalar()
              ? weight.getManager().zeros(new Shape(), DataType.FLOAT32)
              : weight.getManager().zeros(weight.getShape(), weight.getDataType()));
    }
    return own;
  }

  /**
   * Everything that a later update depends on, by {@code state.parameter}, such as {@code
   * firstMoment.encoder.mean.weight}.
   *
   * @return the optimizer's own arrays; empty before the first update
   */
  public Map<String, NDArray> state() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    states.forEach(
        (parameter, own) -> {
          for (int i = 0; i < own.size(); i++) {
            arrays.put(rule.states().get(i).name() + "." + parameter, own.get(i));
          }
        });
    return arrays;
  }

  /**
   * The names and shapes that {@link #state} has for these weights; makes the arrays where there
   * are none yet, so that they can be filled.
   *
   * @param weights by name
   * @return the optimizer's own arrays
   */
  public Map<String, NDArray> stateFor(Map<String, NDArray> weights) {
    weights.forEach((name, weight) -> states.computeIfAbsent(name, each -> initial(weight)));
    return state();
  }
}
