package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.input.InputException;

/** {@code --set} does what it says, or says why not. */
class OverridesTest {
  private static final String MINIMAL = "{\"name\": \"x\", \"data\": {}, \"model\": {}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".=3",
        "..=3",
        "a..b=3",
        ".training.epochs=3",
        "training.epochs.=3",
        "a[0=3",
        "a]0=3",
        "a[=3",
        "a[]=3",
        "a[[0]]=3",
        "a[x]=3",
        "a[-1]=3",
        "a[0]b=3",
        "a.[0]=3",
        "[0]=3",
        "[=3",
        "]=3",
        "a[99999999999999999999]=3",
      })
  void whatIsNoPathIsRefused(String assignment) {
    String path = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of(assignment)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--set "
                + assignment
                + " has no path before the =: \""
                + path
                + "\" must be names joined by dots, with the number of a list's element in"
                + " brackets, such as training.epochs or figures[0].points");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "=3", "training.epochs", "training.epochs:3"})
  void whatIsNoAssignmentIsRefused(String assignment) {
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of(assignment)))
        .hasMessage("--set " + assignment + " must be path=value, for example training.epochs=5");
  }

  @Test
  void elementsOfAListThatTheFileDoesNotGive() {
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of("figures[0].points=3")))
        .hasMessage(
            "--set figures[0].points=3 figures is not in the file, so that it has no [0]; give the"
                + " whole list");
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json", MINIMAL, List.of("figures=[\"curves\"]", "figures[7]=\"curves\"")))
        .hasMessage("--set figures[7]=\"curves\" figures is a list of 1 and has no [7]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`data={\"limit\": 3, \"limit\": 4}`|`data.limit is given twice`",
        "`figures=[\"curves\",]`|`figures must be a list, was \"[\"curves\",]\", which is not JSON: a value is expected, was ']'; remove the comma before it`",
        "`training={epochs: 3}`|`training must be an object, was \"{epochs: 3}\", which is not JSON: a name in double quotes is expected, was 'e'`",
        "`training.epochs=three`|`training.epochs must be a number, was \"three\"`",
        "`training.epochs=`|`training.epochs must be a number, was \"\"`",
      })
  void valuesThatDoNotFit(String assignment, String message) {
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of(assignment)))
        .hasMessage("--set " + assignment + " " + message);
  }

  @Test
  void whatIsNotJsonIsAString() {
    assertThat(
            SpecFile.parse("spec.json", MINIMAL, List.of("description=[draft] of a = b"))
                .description())
        .isEqualTo("[draft] of a = b");
  }

  @Test
  void aDeepOrLongValueIsRefused() {
    assertThatThrownBy(() -> SpecFile.parse("s", MINIMAL, List.of("data=" + "[".repeat(100_000))))
        .message()
        .contains("data must be an object, was \"[[[[")
        .hasSizeLessThan(1000);
  }
}
