package org.vaelab.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatCanBeSeenStaysAsItIs() {
    String text = "batch size \u00fc \u4e2d \uD83D\uDE00 \\u001b \"quoted\"";

    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.lines(text)).isEqualTo(text);
  }

  @Test
  void controlCharactersAreShownByTheirCodes() {
    assertThat(Printable.line("a\u0000\u001b[31m\u007f\u009b\u200b\u202e\u2028\uFEFF"))
        .isEqualTo("a\\u0000\\u001b[31m\\u007f\\u009b\\u200b\\u202e\\u2028\\ufeff");
    assertThat(Printable.line("half \uD83D")).isEqualTo("half \\ud83d");
  }

  @Test
  void linesKeepTheirEnds() {
    assertThat(Printable.line("a\r\n\tb")).isEqualTo("a\\r\\n\\tb");
    assertThat(Printable.lines("a\r\n\tb")).isEqualTo("a\\r\n\tb");
  }

  @Test
  void aFaultOfTheInputIsPrintable() {
    assertThat(new InputException("no \u001b\nhere")).hasMessage("no \\u001b\nhere");
    assertThat(new InputException("no \u001b", new IllegalStateException()))
        .hasMessage("no \\u001b");
  }
}
