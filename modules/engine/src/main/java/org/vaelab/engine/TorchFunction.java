package org.vaelab.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A function of PyTorch operators, written as TorchScript text and called from Java with gradients:
 * the door to every operator that DJL does not wrap.
 *
 * <pre>{@code
 * TorchFunction logAddExp =
 *     TorchFunction.of("logAddExp", List.of("a", "b"), "return torch.logaddexp(a, b)");
 * NDArray sum = logAddExp.apply(a, b);
 * }</pre>
 *
 * <p>DJL loads TorchScript archives, and the program in an archive is text; {@link TorchArchive}
 * writes one around the body. The arguments are arrays and nothing else; constants stand in the
 * text, where they are safe from the trap that {@link Scalars} describes. No text of a user's may
 * become part of a body; numbers that were parsed as numbers may.
 *
 * <p>A function is compiled once a process and stays loaded. On the CPU a call costs about as much
 * as three of DJL's own.
 */
public final class TorchFunction {
  private static final Map<List<Object>, TorchFunction> COMPILED = new ConcurrentHashMap<>();

  private final String name;
  private final int arguments;
  private final Block module;

  private TorchFunction(String name, List<String> arguments, Block module) {
    this.name = name;
    this.arguments = arguments.size();
    this.module = module;
  }

  /**
   * The function of that text, compiled the first time it is asked for.
   *
   * @param name for messages, such as convTranspose2d
   * @param arguments the names of its arguments, each a tensor
   * @param body TorchScript statements, a line each, ending in {@code return} of one tensor
   * @return a function that may be called from any thread
   * @throws IllegalArgumentException when PyTorch refuses the text; the message shows both
   */
  public static TorchFunction of(String name, List<String> arguments, String body) {
    return COMPILED.computeIfAbsent(
        List.of(name, arguments, body), key -> compile(name, arguments, body));
  }

  private static TorchFunction compile(String name, List<String> arguments, String body) {
    List<String> tensors = arguments.stream().map(each -> each + ": Tensor").toList();
    String source = TorchArchive.source(tensors, "Tensor", body);
    return new TorchFunction(name, arguments, TorchArchive.load(name, source));
  }

  /**
   * Calls the function; recorded for the backward pass where gradients are collected.
   *
   * @param inputs one array for each argument
   * @return the result, attached to the first input's manager
   */
  public NDArray apply(NDArray... inputs) {
    if (inputs.length != arguments) {
      throw new IllegalArgumentException(
          name + " takes " + arguments + " arrays, but got " + inputs.length);
    }
    // DJL reads some names as instructions, such as "a.b" as the key b of a dictionary a.
    @Nullable String[] names = new String[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      names[i] = inputs[i].getName();
      inputs[i].setName(null);
    }
    try {
      return module
          .forward(new ParameterStore(inputs[0].getManager(), false), new NDList(inputs), true)
          .singletonOrThrow();
    } finally {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i].setName(names[i]);
      }
    }
  }
}
