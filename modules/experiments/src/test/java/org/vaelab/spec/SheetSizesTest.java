package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture that would take all memory is refused before the training. */
class SheetSizesTest {
  private static final String MINIMAL = "{\"name\": \"x\", \"data\": {}, \"model\": {}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"type\":\"samples\",\"rows\":101}`|`.rows must be <= 100, was 101`",
        "`{\"type\":\"samples\",\"columns\":100000}`|`.columns must be <= 100, was 100000`",
        "`{\"type\":\"reconstructions\",\"count\":10001}`|`.count must be <= 10000, was 10001`",
        "`{\"type\":\"mean-codes\",\"label\":1,\"noise\":1,\"count\":10001}`|`.count must be <="
            + " 10000, was 10001`",
        "`{\"type\":\"reconstructions\",\"count\":5000}`|` would be a picture of 139 million"
            + " pixels; at most 128 million can be drawn: ask for fewer images`",
        "`{\"type\":\"reconstructions\",\"count\":10000,\"layout\":\"grid\"}`|` would be a picture"
            + " of 139 million pixels`",
        "`{\"type\":\"reconstructions\",\"count\":10000,\"layout\":\"pairs\"}`|` would be a picture"
            + " of 605 million pixels`",
        "`{\"type\":\"mean-codes\",\"label\":1,\"noise\":1,\"count\":10000}`|` would be a picture"
            + " of 219 million pixels`",
      })
  void tooLargeSheets(String figure, String message) {
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json",
                    MINIMAL,
                    List.of("data.dataset=mnist", "figures=[" + figure + "]")))
        .hasMessageContaining(" figures[0]" + message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"samples\",\"rows\":100,\"columns\":100}",
        "{\"type\":\"samples\",\"rows\":100,\"columns\":10}",
        "{\"type\":\"reconstructions\",\"count\":4000}",
        "{\"type\":\"reconstructions\",\"count\":9000,\"layout\":\"grid\"}",
        "{\"type\":\"class-sheet\",\"size\":100}",
        "{\"type\":\"manifold\",\"size\":100}",
      })
  void largeSheetsThatCanBeDrawn(String figure) {
    for (String dataset : List.of("mnist", "cifar10")) {
      List<String> changes =
          List.of("data.dataset=" + dataset, "model.conditional=true", "figures=[" + figure + "]");
      assertThat(SpecFile.parse("spec.json", MINIMAL, changes).figures()).hasSize(1);
    }
  }
}
