package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.input.InputException;
import org.vaelab.json.Binder;
import org.vaelab.json.JsonReader;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Overrides;
import org.vaelab.json.Problems;
import org.vaelab.json.RecordJson;

/** A field that is a path. */
class PathFieldTest {
  private static final Path FOLDER = Path.of("/experiments/mine");

  /** A record of a spec. */
  public record Place(Path path) {}

  @ParameterizedTest
  @CsvSource({
    "digits, /experiments/mine/digits",
    "./a/b, /experiments/mine/a/b",
    "../data, /experiments/data",
    "/data, /data",
  })
  void isRelativeToTheSpecsFolder(String written, String meant) {
    assertThat(bind(written)).isEqualTo(new Place(Path.of(meant)));
  }

  @Test
  void givenOnTheCommandLineItIsRelativeToTheFolderPeopleAreIn() {
    assertThat(bind("given/elsewhere", List.of("path=mine")))
        .isEqualTo(new Place(Path.of("mine").toAbsolutePath()));
  }

  @Test
  void isWrittenAsAPathAndNotAsAnAddress() {
    assertThat(RecordJson.tree(new Place(Path.of("/a b/c")), SpecWords.builtIn()).toString())
        .isEqualTo("{\"path\":\"/a b/c\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"path\": 3}|spec.json:1:10 path must be the path of a file or folder, was 3",
        "{\"path\": \" \"}|spec.json:1:10 path must be the path of a file or folder, was \" \"",
        "{\"path\": \"a\\u0000b\"}|spec.json:1:10 path must be a path that a file or folder can have",
        "{\"pfad\": \"a\"}|spec.json:1:1 path is required and missing",
      })
  void whatIsNoPathIsRefused(String text, String message) {
    assertThatThrownBy(() -> bindText(text, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static @Nullable Place bind(String path) {
    return bind(path, List.of());
  }

  private static @Nullable Place bind(String path, List<String> overrides) {
    return bindText("{\"path\": \"" + path + "\"}", overrides);
  }

  private static @Nullable Place bindText(String text, List<String> overrides) {
    Problems problems = new Problems();
    JsonValue node =
        JsonReader.read(new JsonValue.Position("spec.json", 1, 1), text, List.of(), problems);
    Overrides.apply(node, overrides, problems);
    Place place =
        new Binder(problems, SpecFile.grammar(SpecWords.builtIn()), FOLDER)
            .bind(node, Place.class, "");
    problems.throwIfAny();
    return place;
  }
}
