package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "runs/a-1/20261121-120000, runs/a-1/20261121-120000",
        "/tmp/Läufe/é, /tmp/Läufe/é",
        "a b, 'a b'",
        "it's, 'it'\\''s'",
        "$HOME, '$HOME'",
        "~, '~'",
        "a*;b, 'a*;b'",
        "-x, ./-x",
        "-x y, './-x y'",
      })
  void isTheSamePathToAShell(String path, String word) {
    assertThat(ShellWord.of(Path.of(path))).isEqualTo(word);
  }
}
