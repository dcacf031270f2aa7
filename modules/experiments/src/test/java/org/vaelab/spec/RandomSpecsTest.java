package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vaelab.input.InputException;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.JsonValue.Position;
import org.vaelab.json.Problems;

/** Thousands of damaged specs: each is one after all, or is refused in words for its author. */
class RandomSpecsTest {
  private static final int TRIALS = Integer.getInteger("vaelab.trials", 2500);
  private static final long SEED = Long.getLong("vaelab.seed", 13);

  /** Any of these is a sentence that Java wrote. */
  private static final List<String> JAVAS_WORDS =
      List.of("Exception", "java.", "com.", "null", "Optional", "REDACTED", "StreamRead", "@");

  private static final List<String> ORIGINALS = originals();

  private static List<String> originals() {
    Path folder = Path.of(System.getProperty("vaelab.root", "../..")).resolve("experiments");
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> texts = new ArrayList<>();
      // Those in extending need files of their own, and sweeps are no specs.
      List<Path> others = List.of(folder.resolve("extending"), folder.resolve("sweeps"));
      for (Path file :
          files
              .filter(each -> each.toString().endsWith(".json"))
              .filter(each -> others.stream().noneMatch(each::startsWith))
              .sorted()
              .toList()) {
        String text = Files.readString(file);
        if (!file.endsWith("readme.json") && !file.endsWith("experiment.schema.json")) {
          texts.add(text);
          texts.add(SpecJson.write(SpecFile.parse(file.toString(), text, List.of())));
        }
      }
      texts.add("{\"name\": \"x\", \"data\": {}, \"model\": {}}");
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void aSpecOrASentence() {
    SpecMutations mutations = new SpecMutations(ORIGINALS, SEED);
    int specs = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      byte[] file = mutations.file();
      List<String> assignments = mutations.assignments();
      String input = new String(file, StandardCharsets.UTF_8) + assignments;
      try {
        ExperimentSpec spec =
            SpecFile.parse("s.json", SpecText.decode("s.json", file), assignments);
        String written = SpecJson.write(spec);
        assertThat(SpecFile.parse("written", written, List.of())).as(input).isEqualTo(spec);
        specs++;
      } catch (InputException refused) {
        check(String.valueOf(refused.getMessage()), input);
      } catch (RuntimeException | StackOverflowError | AssertionError unexpected) {
        fail("trial " + trial + " of seed " + SEED + ": " + input, unexpected);
      }
    }
    assertThat(specs).as("specs among %d trials", TRIALS).isBetween(TRIALS / 20, TRIALS * 3 / 4);
  }

  private static void check(String message, String input) {
    for (String word : JAVAS_WORDS) {
      if (message.contains(word) && !input.contains(word)) {
        fail("\"" + word + "\" in: " + message + "\nof: " + input);
      }
    }
    message
        .codePoints()
        .filter(point -> point != '\n')
        .filter(
            point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT)
        .findAny()
        .ifPresent(point -> fail("U+" + Integer.toHexString(point) + " in: " + message));
    for (String line : message.lines().toList()) {
      assertThat(line).as(input).matches("(s\\.json|--set |and ).*").hasSizeLessThan(1000);
    }
    assertThat(message.lines().count()).isLessThanOrEqualTo(51);
  }

  /** What is JSON, and what it says, is judged as Jackson's parser does. */
  @Test
  void jsonIsWhatJacksonTakesForIt() {
    SpecMutations mutations = new SpecMutations(ORIGINALS, SEED + 1);
    int compared = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      String text = new String(mutations.file(), StandardCharsets.UTF_8);
      Problems duplicates = new Problems();
      String ours;
      try {
        ours = shown(JsonReader.read(new Position("s", 1, 1), text, List.of(), duplicates));
      } catch (InputException refused) {
        ours = String.valueOf(refused.getMessage()).contains(" is not JSON: ") ? "none" : "size";
      }
      // Half a character is JSON by its grammar, and limits of size are the reader's own.
      if (duplicates.isEmpty() && !ours.equals("size") && !text.contains("\\ud83d\"")) {
        assertThat(ours).as(text).isEqualTo(jacksons(text));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(TRIALS / 2);
  }

  private static String shown(JsonValue node) {
    if (node instanceof JsonValue.Fields fields) {
      StringBuilder shown = new StringBuilder("{");
      for (Map.Entry<String, JsonValue> each : fields.values().entrySet()) {
        shown.append(each.getKey()).append(':').append(shown(each.getValue())).append(',');
      }
      return shown.append('}').toString();
    }
    if (node instanceof JsonValue.Elements elements) {
      StringBuilder shown = new StringBuilder("[");
      elements.values().forEach(each -> shown.append(shown(each)).append(','));
      return shown.append(']').toString();
    }
    if (node instanceof JsonValue.Text string) {
      return '"' + string.value();
    }
    return node instanceof JsonValue.Numeral number
        ? number.value()
        : ((JsonValue.Literal) node).value();
  }

  private static String jacksons(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      StringBuilder shown = new StringBuilder();
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (depth == 0 && shown.length() > 0) {
          return "size";
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        shown.append(token == JsonToken.VALUE_STRING ? "\"" : "").append(parser.getText());
        if (token == JsonToken.FIELD_NAME) {
          shown.append(':');
        } else if (!token.isStructStart() && depth > 0) {
          shown.append(',');
        }
      }
      return shown.length() == 0 ? "size" : shown.toString();
    } catch (IOException broken) {
      return "none";
    }
  }
}
