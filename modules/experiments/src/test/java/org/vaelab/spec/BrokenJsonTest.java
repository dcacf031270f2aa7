package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.input.InputException;

/** What is no JSON, or no text, is refused in the project's own words, with its place. */
class BrokenJsonTest {
  private static final String MINIMAL = "{\"name\": \"x\", \"data\": {}, \"model\": {}}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"name\": \"x\",`|`1:14 is not JSON: the object that begins at 1:1 is not closed; add } at the end`",
        "`{\"a\": [1`|`1:9 is not JSON: the list that begins at 1:7 is not closed; add ] at the end`",
        "`{\"a\": \"bc`|`1:10 is not JSON: the string that begins at 1:7 is not closed; add \" at its end`",
        "`{\"a\": \"b\nc\"}`|`1:9 is not JSON: the string that begins at 1:7 is not closed; add \" at its end`",
        "`{\"a\": \"b\tc\"}`|`1:9 is not JSON: a string has the control character U+0009 in it; write \\u0009`",
        "`{\"a\": \"\\x\"}`|`1:8 is not JSON: \\x is no escape; those are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits`",
        "`{\"a\": \"\\u12\"}`|`1:8 is not JSON: \\u needs four hexadecimal digits`",
        "`{\"a\": \"\\ud83d\"}`|`1:7 is not JSON: the string has half a character in it, \\ud83d; write both halves`",
        "`{'name': 1}`|`1:2 is not JSON: a name in double quotes is expected, was '''`",
        "`{name: 1}`|`1:2 is not JSON: a name in double quotes is expected, was 'n'`",
        "`{\"a\": 'b'}`|`1:7 is not JSON: a value is expected, was '''; strings stand in double quotes`",
        "`{\"a\" 1}`|`1:6 is not JSON: : is expected after the name, was '1'`",
        "`{\"a\": 1 \"b\": 2}`|`1:9 is not JSON: a comma or } is expected, was '\"'`",
        "`{\"a\": [1 2]}`|`1:10 is not JSON: a comma or ] is expected, was '2'`",
        "`{\"a\": [1}`|`1:9 is not JSON: a comma or ] is expected, was '}'`",
        "`{\"a\": 1,}`|`1:9 is not JSON: a name in double quotes is expected, was '}'; remove the comma before it`",
        "`[1,]`|`1:4 is not JSON: a value is expected, was ']'; remove the comma before it`",
        "`{\"a\": }`|`1:7 is not JSON: a value is expected, was '}'`",
        "`{\"a\": // b\n1}`|`1:7 is not JSON: a value is expected, was '/'; JSON has no comments`",
        "`{ # b\n}`|`1:3 is not JSON: a name in double quotes is expected, was '#'; JSON has no comments`",
        "`{\"a\": NaN}`|`1:7 is not JSON: a value is expected, was NaN; strings stand in double quotes`",
        "`{\"a\": True}`|`1:7 is not JSON: a value is expected, was True; did you mean true?`",
        "`{\"a\": 01}`|`1:7 is not JSON: 01 is not how JSON writes a number; such are 12, -0.5 and 1e-3`",
        "`{\"a\": +1}`|`1:7 is not JSON: +1 is not how JSON writes a number`",
        "`{\"a\": .5}`|`1:7 is not JSON: .5 is not how JSON writes a number`",
        "`{\"a\": 1.}`|`1:7 is not JSON: 1. is not how JSON writes a number`",
        "`{\"a\": 0x1F}`|`1:7 is not JSON: 0x1F is not how JSON writes a number`",
        "`{\r\n\r\"a\": \n;}`|`4:1 is not JSON: a value is expected, was ';'`",
        "`{\"a\": \u001b}`|`1:7 is not JSON: a value is expected, was U+001B`",
      })
  void syntaxErrors(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("spec.json:" + message);
  }

  @Test
  void sizeErrors() {
    assertThatThrownBy(() -> parse("[".repeat(1_000_000)))
        .hasMessage(
            "spec.json:1:101 is nested too deep: a spec has at most 100 objects and lists inside"
                + " each other.");
    assertThatThrownBy(() -> parse("{\"seed\": " + "9".repeat(1_000_000) + "}"))
        .hasMessage("spec.json:1:10 is a number of 1,000,000 characters; at most 1,000 are read.");
    assertThatThrownBy(() -> parse("{\"" + "n".repeat(1_000_000) + "\": 1}"))
        .hasMessage("spec.json:1:2 is a name of 1,000,000 characters; at most 1,000 are read.");
  }

  /** A sentence stays one that can be read, whatever it quotes. */
  @Test
  void longWordsAreShortened() {
    String word = "w".repeat(1_000_000);
    assertThatThrownBy(() -> parse(MINIMAL.replace("\"x\"", "\"" + word + "/\"")))
        .message()
        .startsWith("spec.json:1:10 name must be letters, digits")
        .hasSizeLessThan(1000);
    assertThatThrownBy(() -> parse(MINIMAL.replace("\"model\": {}", "\"model\": \"" + word + "\"")))
        .message()
        .contains("model must be vae or classifier, was \"wwww")
        .hasSizeLessThan(1000);
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of("name=" + word + "/")))
        .message()
        .contains("name must be letters, digits")
        .hasSizeLessThan(1000);
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    Path file = Files.writeString(folder.resolve("bom.json"), "\uFEFF" + MINIMAL);

    assertThat(SpecFile.read(file, List.of()).name()).isEqualTo("x");
    Files.writeString(file, "\uFEFF[]");
    assertThatThrownBy(() -> SpecFile.read(file, List.of()))
        .hasMessage(file + ":1:1 the spec must be an object, was a list");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, is UTF-16; save it as UTF-8.",
    "UTF-16LE, is UTF-16; save it as UTF-8.",
    "UTF-16BE, is UTF-16; save it as UTF-8.",
    "ISO-8859-1, :2:11 is not UTF-8: byte 0xfc; save the file as UTF-8.",
  })
  void otherEncodingsAreNamed(String charset, String message) throws IOException {
    String text = "{\"name\": \"x\",\n \"a\": \"caf\u00fc\"}";
    Path file = Files.write(folder.resolve("text.json"), text.getBytes(Charset.forName(charset)));

    assertThatThrownBy(() -> SpecFile.read(file, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(file + (message.startsWith(":") ? "" : " ") + message);
  }

  @Test
  void theTextInTheMiddleOfACharacterIsPlaced() throws IOException {
    byte[] cut = "{\"name\": \"\u00fc".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("cut.json"), Arrays.copyOf(cut, 11));

    assertThatThrownBy(() -> SpecFile.read(file, List.of()))
        .hasMessage(file + ":1:11 is not UTF-8: byte 0xc3; save the file as UTF-8.");
  }

  @Test
  void aFileThatIsNoSpecByItsSizeIsNotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("large.json"), " ".repeat(10_000_001));

    assertThatThrownBy(() -> SpecFile.read(file, List.of()))
        .hasMessage(file + " is larger than 10 MB; a spec is a few kB.");
    assertThatThrownBy(() -> SpecFile.read(Path.of("/dev/zero"), List.of()))
        .hasMessage("/dev/zero is larger than 10 MB; a spec is a few kB.");
  }

  private static ExperimentSpec parse(String text) {
    return SpecFile.parse("spec.json", text, List.of());
  }
}
