package org.vaelab.input;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void reportsAllFaultsAtOnce() {
    Settings settings =
        new Settings()
            .atLeast("epochs", 0, 1)
            .positive("learningRate", Double.NaN)
            .within("beta1", 1.0, 0, 1)
            .atLeast("beta", -0.5, 0.0)
            .atLeast("fine", 1, 1);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "epochs must be >= 1, was 0; learningRate must be > 0, was NaN;"
                + " beta1 must be >= 0 and < 1, was 1; beta must be >= 0, was -0.5");
  }

  @Test
  void acceptsTheLimitsThemselves() {
    assertThatCode(
            () ->
                new Settings()
                    .atLeast("a", 1, 1)
                    .atLeast("b", 0.0, 0.0)
                    .within("c", 0, 0, 1)
                    .check())
        .doesNotThrowAnyException();
  }
}
