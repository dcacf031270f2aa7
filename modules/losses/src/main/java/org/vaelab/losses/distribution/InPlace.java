package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.TorchFunction;

/** Writing into an array that others hold. */
final class InPlace {
  private static final String COPY = "return torch.copy_(target, source)";

  private InPlace() {}

  /**
   * Overwrites {@code target} with {@code source}, in the target's type.
   *
   * <p>Not DJL's {@code copyTo}: on the CPU that lays the target over a Java buffer.
   */
  static void copy(NDArray source, NDArray target) {
    // The result is a second handle of the target, in the target's manager.
    TorchFunction.of("copy", List.of("target", "source"), COPY).apply(target, source).close();
  }
}
