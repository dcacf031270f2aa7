package org.vaelab.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements over lists of arrays and numbers, written as TorchScript text and run in one native
 * call: the door to PyTorch's fused and foreach operators, which change arrays in place.
 *
 * <pre>{@code
 * TorchProcedure add =
 *     TorchProcedure.of(
 *         "add", List.of("a", "b"), List.of("factor"), "torch._foreach_add_(a, b, alpha=factor)");
 * add.run(List.of(arrays, others), 0.5);
 * }</pre>
 *
 * <p>Unlike a {@link TorchFunction} it is never recorded for the backward pass. It is compiled once
 * a process and stays loaded. No text of a user's may become part of a body.
 *
 * <p>A body may end in {@code return} of a list of tensors, which {@link #compute} gives back.
 */
public final class TorchProcedure {
  private static final String RETURN_NOTHING = "return annotate(List[Tensor], [])";
  private static final Map<List<Object>, TorchProcedure> COMPILED = new ConcurrentHashMap<>();

  private final String name;
  private final int lists;
  private final int numbers;
  private final PtSymbolBlock module;

  private TorchProcedure(String name, int lists, int numbers, PtSymbolBlock module) {
    this.name = name;
    this.lists = lists;
    this.numbers = numbers;
    this.module = module;
  }

  /**
   * The procedure of that text, compiled the first time it is asked for.
   *
   * @param name for messages, such as fusedAdam
   * @param lists the names of its arguments that are lists of tensors
   * @param numbers the names of its arguments that are floating-point numbers, behind the lists
   * @param body TorchScript statements, a line each
   * @return a procedure that may be run from any thread
   * @throws IllegalArgumentException when PyTorch refuses the text; the message shows both
   */
  public static TorchProcedure of(
      String name, List<String> lists, List<String> numbers, String body) {
    return COMPILED.computeIfAbsent(
        List.of(name, lists, numbers, body),
        key -> {
          List<String> arguments = new ArrayList<>();
          lists.forEach(each -> arguments.add(each + ": List[Tensor]"));
          numbers.forEach(each -> arguments.add(each + ": float"));
          String last = body.substring(body.lastIndexOf('\n') + 1);
          String whole = last.startsWith("return ") ? body : body + "\n" + RETURN_NOTHING;
          String source = TorchArchive.source(arguments, "List[Tensor]", whole);
          return new TorchProcedure(
              name, lists.size(), numbers.size(), TorchArchive.load(name, source));
        });
  }

  /**
   * Runs the procedure for what it changes.
   *
   * @param arrays a list for each name of a list
   * @param values a number for each name of a number
   */
  public void run(List<List<NDArray>> arrays, double... values) {
    call(arrays, values).close();
  }

  /**
   * Runs the procedure for what it returns.
   *
   * @param manager owns the results
   * @param arrays a list for each name of a list
   * @param values a number for each name of a number
   * @return the list that the body returns; empty where it returns none
   */
  public NDList compute(NDManager manager, List<List<NDArray>> arrays, double... values) {
    try (IValue result = call(arrays, values)) {
      return new NDList(result.toTensorArray((PtNDManager) manager));
    }
  }

  private IValue call(List<List<NDArray>> arrays, double... values) {
    if (arrays.size() != lists || values.length != numbers) {
      throw new IllegalArgumentException(
          name
              + " takes "
              + lists
              + " lists and "
              + numbers
              + " numbers, but got "
              + arrays.size()
              + " and "
              + values.length);
    }
    List<IValue> arguments = new ArrayList<>();
    try {
      for (List<NDArray> list : arrays) {
        arguments.add(
            IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new)));
      }
      for (double value : values) {
        arguments.add(IValue.from(value));
      }
      return IValueUtils.runMethod(module, "forward", arguments.toArray(IValue[]::new));
    } finally {
      arguments.forEach(IValue::close);
    }
  }
}
