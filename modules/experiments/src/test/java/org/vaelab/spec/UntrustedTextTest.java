package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a spec makes a message quote. */
class UntrustedTextTest {
  private static final String MINIMAL = "{\"name\": \"x\", \"data\": {}, \"model\": {}}";

  /** Escape, bell, C1's control sequence, delete, right-to-left override, line separator. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\\u001b", "\\u0007", "\\u009b", "\\u007f", "\\u202e", "\\u2028", "\\r", "\\n"})
  void controlCharactersAreShownByTheirCodes(String escape) {
    String text =
        MINIMAL
            .replace("\"x\"", "\"a" + escape + "b\"")
            .replace("\"data\": {}", "\"da" + escape + "ta\": {}, \"data\": {}")
            .replace("\"model\": {}", "\"model\": \"v" + escape + "\"");

    assertThatThrownBy(() -> SpecFile.parse("spec.json", text, List.of()))
        .message()
        .contains(
            "was \"a" + escape + "b\"", "da" + escape + "ta is unknown", "was \"v" + escape + "\"")
        .satisfies(message -> message.lines().forEach(UntrustedTextTest::assertVisible));
  }

  @Test
  void theFileNameAndTheOptionAreShownByTheirCodesToo() {
    assertThatThrownBy(() -> SpecFile.parse("\u001b[2J.json", "[", List.of()))
        .message()
        .startsWith("\\u001b[2J.json:1:2 is not JSON");
    assertThatThrownBy(() -> SpecFile.parse("s", MINIMAL, List.of("a\u001b\n=\u001b")))
        .message()
        .startsWith("--set a\\u001b\\n=\\u001b ");
  }

  private static void assertVisible(String line) {
    line.codePoints()
        .filter(point -> Character.isISOControl(point) || point == 0x202e || point == 0x2028)
        .findAny()
        .ifPresent(
            point -> {
              throw new AssertionError("U+" + Integer.toHexString(point) + " in " + line);
            });
  }

  @Test
  @Timeout(20)
  void theFirstFiftyProblemsAndACount() {
    String unknown =
        IntStream.range(0, 300_000)
            .mapToObj(i -> "\"unknown" + i + "\": 1")
            .collect(Collectors.joining(",\n"));

    assertThatThrownBy(() -> SpecFile.parse("spec.json", "{\n" + unknown + "}", List.of()))
        .message()
        .startsWith(
            """
            spec.json:1:1 name is required and missing
            spec.json:1:1 data is required and missing
            spec.json:1:1 model is required and missing
            spec.json:2:1 unknown0 is unknown; a spec has name,\s""")
        .endsWith("\nand 299,953 problems more")
        .satisfies(message -> assertThat(message.lines()).hasSize(51));
  }

  @Test
  void fiftyProblemsAreAllShown() {
    String unknown =
        IntStream.range(0, 47)
            .mapToObj(i -> "\"unknown" + i + "\": 1")
            .collect(Collectors.joining(","));

    assertThatThrownBy(() -> SpecFile.parse("spec.json", "{" + unknown + "}", List.of()))
        .message()
        .contains("unknown46 is unknown")
        .doesNotContain("more");
  }

  /** After a change of type the fields of the one before are left behind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"training\": {\"optimizer\": {\"type\": \"sgd\", \"beta1\": 0.5}}`|`training.optimizer.beta1 belongs to adam and adamw; the type here is sgd`",
        "`\"training\": {\"optimizer\": {\"momentum\": 0.5}}`|`training.optimizer.momentum belongs to sgd; the type here is adam`",
        "`\"training\": {\"schedule\": {\"patience\": 5}}`|`training.schedule.patience belongs to plateau; the type here is constant`",
        "`\"loss\": {\"likelihood\": {\"type\": \"bernoulli\", \"sigma\": 1}}`|`loss.likelihood.sigma belongs to gaussian; the type here is bernoulli`",
        "`\"figures\": [{\"type\": \"curves\", \"columns\": 3}]`|`figures[0].columns belongs to samples; the type here is curves`",
        "`\"training\": {\"optimizer\": {\"type\": \"sgd\", \"learnigRate\": 1}}`|`training.optimizer.learnigRate is unknown; did you mean learningRate?`",
        "`\"training\": {\"beta1\": 1}`|`training.beta1 is unknown; did you mean training.optimizer.beta1?`",
      })
  void aFieldOfAnotherTypeIsNamedAsSuch(String field, String message) {
    String text = MINIMAL.replace("\"model\": {}", "\"model\": {}, " + field);

    assertThatThrownBy(() -> SpecFile.parse("spec.json", text, List.of()))
        .hasMessageMatching("spec.json:1:\\d+ " + Pattern.quote(message));
  }

  @Test
  void aFieldOfThePresetsOfAnotherNetwork() {
    String text =
        MINIMAL.replace("\"model\": {}", "\"model\": {\"encoder\": {\"convolutions\": []}}");

    assertThatThrownBy(() -> SpecFile.parse("spec.json", text, List.of()))
        .hasMessage(
            "spec.json:1:49 model.encoder.convolutions belongs to cnn, cnn2 and cnn3; the type"
                + " here is fc");
  }
}
