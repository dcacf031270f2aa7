package org.vaelab.experiments.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The referee finds every planted mistake, and nothing else. */
class RefereeTest {
  @Test
  void everyMistakeIsFoundAndNothingElse() {
    List<Finding> findings = Referee.findings();

    assertThat(findings)
        .allSatisfy(
            each ->
                assertThat(each.right())
                    .as("%s: %s, %s", each.subject(), each.name(), each.fault())
                    .isTrue());
    assertThat(findings).filteredOn(Finding::planted).hasSizeGreaterThanOrEqualTo(20);
    assertThat(findings).filteredOn(each -> !each.planted()).hasSizeGreaterThanOrEqualTo(12);
  }
}
