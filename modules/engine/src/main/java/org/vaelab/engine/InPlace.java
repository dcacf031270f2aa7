package org.vaelab.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Writing into arrays that others hold. */
public final class InPlace {
  private InPlace() {}

  /**
   * Overwrites {@code target} with {@code source}, in the target's type.
   *
   * <p>Not DJL's {@code copyTo}: on the CPU that lays the target over a Java buffer.
   *
   * @param source same shape
   * @param target keeps its memory
   */
  public static void copy(NDArray source, NDArray target) {
    TorchProcedure.of(
            "copy",
            List.of("targets", "sources"),
            List.of(),
            "torch._foreach_copy_(targets, sources)")
        .run(List.of(List.of(target), List.of(source)));
  }
}
