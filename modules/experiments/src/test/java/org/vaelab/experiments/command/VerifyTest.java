package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.vaelab.experiments.verification.Finding;

/** What {@code verify} says of each finding; {@code RefereeTest} has the findings. */
class VerifyTest {
  @Test
  void mistakesStandBelowWhatTheyWerePlantedIn() {
    assertThat(line(false, null)).isEqualTo("right  iwae: the bound");
    assertThat(line(false, "bound 2, not 3")).isEqualTo("WRONG  iwae: the bound: bound 2, not 3");
    assertThat(line(true, "bound 2, not 3")).isEqualTo("  caught  the bound: bound 2, not 3");
    assertThat(line(true, null)).isEqualTo("  MISSED  the bound");
  }

  private static String line(boolean planted, @Nullable String fault) {
    return VerifyCommand.line(
        new Finding("iwae", "the bound", planted, Optional.ofNullable(fault)));
  }
}
