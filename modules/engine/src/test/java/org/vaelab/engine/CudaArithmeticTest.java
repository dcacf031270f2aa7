package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The switches are in the part for the CPU too, where they can be set and read. */
@EnabledOnOs(OS.LINUX)
class CudaArithmeticTest {
  private final CudaArithmetic arithmetic =
      CudaArithmetic.of(Path.of(ComputeEngine.start().libraryPath()));

  @Test
  void switchesAreWhatTheyWereSetTo() {
    for (boolean wanted : new boolean[] {true, false, true, false}) {
      arithmetic.allowTf32(wanted);
      assertThat(arithmetic.allowsTf32()).isEqualTo(wanted);
      arithmetic.deterministic(wanted);
      assertThat(arithmetic.isDeterministic()).isEqualTo(wanted);
    }
  }
}
