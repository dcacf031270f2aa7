package org.vaelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.input.InputException;

/** Pages of systems as a stranger may write them. */
class SystemPageTest {
  private static final String PAGE =
      """
      {
        "name": "one", "title": "A system", "author": "someone",
        "project": "https://example.org/a/b", "commit": "0123456789012345678901234567890123456789",
        "licence": "MIT", "about": "About it.", "wrong": "Nothing.",
        "runs": [ { "spec": "run", "quickEpochs": 2 } ],
        "rows": [ {
          "figure": "Samples", "published": "digits", "publishedEpochs": 9, "why": "",
          "originals": [ { "path": "figures/a.png", "commit": null, "copy": "a.png" } ],
          "pictures": [ { "run": "run", "picture": "samples.png", "caption": "ours" } ],
          "checks": [
            { "name": "a", "run": "run", "measure": { "type": "column", "column": "kl", "from": 1 },
              "source": "" },
            { "name": "b", "run": "run", "measure": { "type": "nearest-neighbour", "images": 9 },
              "source": "" },
            { "name": "c", "run": "run",
              "measure": { "type": "within-digit-deviation", "over": "run" }, "source": "" },
            { "name": "d", "run": "run",
              "measure": { "type": "class-accuracy", "classifier": "one/judge", "noise": null },
              "reference": 0.9, "atMost": false, "kind": "threshold", "source": "ours" } ] } ]
      }
      """;

  @TempDir private Path specs;
  private Path file = Path.of("");

  @BeforeEach
  void writePage() throws IOException {
    file = Files.createDirectories(specs.resolve("one")).resolve("readme.json");
    Files.writeString(file, PAGE);
  }

  @Test
  void aWholePageIsRead() {
    assertThat(SystemPage.readAll(specs)).extracting(SystemPage::title).containsExactly("A system");
  }

  /** Each would be a place outside the folder that runs go to, and be written or deleted. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/tmp/evil", "../evil", "..", ".", "a/b", "a\\\\b", "C:evil", "", "a\\u0000b"})
  void aNameThatIsNoPlainOneIsRefused(String name) throws IOException {
    String said = " must be the plain name of a file, was \"";

    replace("\"spec\": \"run\"", "\"spec\": \"" + name + '"');
    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": runs[0].spec" + said);

    replace("samples.png", name);
    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": rows[0].pictures[0].picture" + said);

    replace("\"name\": \"one\"", "\"name\": \"" + name + '"');
    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": name must be \"one\", as its folder is called, was \"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"title\": \"A system\" | \"title\": null | title is missing",
        "\"about\": \"About it.\" | \"about\": null | about is missing",
        "\"name\": \"one\", | `` | name must be \"one\", as its folder is called, and is missing",
        "[ { \"spec\": \"run\", \"quickEpochs\": 2 } ] | null | runs is missing",
        "[ { \"spec\": \"run\", \"quickEpochs\": 2 } ] | [ null ] | runs[0] is missing",
        "\"spec\": \"run\" | \"spec\": null | runs[0].spec is missing",
        "\"quickEpochs\": 2 | \"quickEpochs\": 0 | runs[0].quickEpochs must be >= 1, was 0",
        "\"figure\": \"Samples\" | \"figure\": null | rows[0].figure is missing",
        "\"caption\": \"ours\" | \"caption\": null | rows[0].pictures[0].caption is missing",
        "\"why\": \"\" | \"why\": null | rows[0].why is missing",
        "{ \"run\": \"run\", | { \"run\": \"other\", | rows[0].pictures[0].run must be the spec of one"
            + " of runs, was \"other\"",
        "\"name\": \"a\", \"run\": \"run\" | \"name\": null, \"run\": null | rows[0].checks[0].run"
            + " is missing",
        "\"column\": \"kl\" | \"column\": null | rows[0].checks[0].measure.column is missing",
        "\"from\": 1 | \"from\": 0 | rows[0].checks[0].measure.from must be >= 1, was 0",
        "\"images\": 9 | \"images\": 1 | rows[0].checks[1].measure.images must be >= 2, was 1",
        "\"over\": \"run\" | \"over\": \"../x\" | rows[0].checks[2].measure.over must be the spec of one"
            + " of runs, was \"../x\"",
        "{ \"type\": \"nearest-neighbour\", \"images\": 9 } | null | rows[0].checks[1].measure is"
            + " missing",
        "https://example | http://example | project must be an address that begins with https://",
        "\"commit\": \"0123 | \"commit\": \"x | commit must be the 40 digits of a commit, was \"x",
        "\"publishedEpochs\": 9 | \"publishedEpochs\": 0 | rows[0].publishedEpochs must be >= 1, was 0",
        "\"copy\": \"a.png\" | \"copy\": \"../a\" | rows[0].originals[0].copy must be the plain name",
        "\"kind\": \"threshold\", | `` | rows[0].checks[3].kind is missing",
        "one/judge | judge | rows[0].checks[3].measure.classifier must be a system and a spec",
        "\"kind\": \"threshold\" | \"kind\": \"guess\" | rows[0].checks[3].kind is of the wrong kind",
        "\"quickEpochs\": 2 | \"quickEpochs\": 2, \"corrects\": \"b\" | runs[0].corrects must be the spec of"
            + " one of runs, was \"b\"",
        "nearest-neighbour | farthest | rows[0].checks[1].measure is of the unknown type"
            + " \"farthest\"",
        "\"images\": 9 | \"pictures\": 9 | rows[0].checks[1].measure.pictures is unknown",
        "\"about\": | \"abuot\": | abuot is unknown",
        "\"quickEpochs\": 2 | \"quickEpochs\": \"many\" | runs[0].quickEpochs is of the wrong kind",
        "\"title\": \"A system\" | \"title\": [ 1 ] | title is of the wrong kind",
        "\"samples.png\" | \"samples-epoch-99999999999.png\" | rows[0].pictures[0].picture must name"
            + " an epoch of at most nine digits",
      })
  void whatIsWrongIsSaidWithItsPlace(String there, String instead, String message)
      throws IOException {
    replace(there, instead);

    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContainingAny("org.vaelab", "java.", "Exception", "REDACTED", "null");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    Files.writeString(file, "{ \"name\": \"one\", \"title\": \"\", \"runs\": [] }");

    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessage(
            Stream.of("author", "project", "commit", "licence", "about", "wrong", "rows")
                .map(each -> file + ": " + each + " is missing")
                .collect(Collectors.joining(System.lineSeparator())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "3", "{ \"name\": ", "[1, 2", "{ name: 1 }", "deep"})
  void whatIsNoPageIsRefusedWithoutJacksonsWords(String text) throws IOException {
    Files.writeString(file, text.equals("deep") ? "[".repeat(5_000) : text);

    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContainingAny(
            "org.vaelab", "java.", "Exception", "REDACTED", "null", "Stream", "Source");
  }

  @Test
  void bytesThatAreNoTextAndFilesWithoutEndAreRefused() throws IOException {
    Files.write(file, "{ \"name\": \"ä\" }".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " cannot be read: it is not text in UTF-8");

    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " is longer than 1,048,576 bytes, which no page is.");
  }

  @Test
  void aFolderWithoutSystemsIsRefused() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> SystemPage.readAll(specs))
        .isInstanceOf(InputException.class)
        .hasMessage(
            specs
                + " holds no folder with a readme.json; give --specs the folder"
                + " experiments/reproduce.");
    assertThatThrownBy(() -> SystemPage.readAll(specs.resolve("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            specs.resolve("nowhere")
                + " cannot be read (there is no such file or folder); give --specs the folder"
                + " experiments/reproduce.");
  }

  private void replace(String there, String instead) throws IOException {
    assertThat(PAGE).contains(there);
    Files.writeString(file, PAGE.replace(there, instead));
  }
}
