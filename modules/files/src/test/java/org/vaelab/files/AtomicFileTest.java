package org.vaelab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.input.InputException;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void replacesTheWholeFile() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "a longer first text");
    AtomicFile.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void aFailureInTheMiddleLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "kept");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    stream -> {
                      stream.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " cannot be written: No space left on device");

    assertThat(file).hasContent("kept");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void aMissingFolderIsAnInputFault() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/a.txt"), "text"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.txt cannot be written");
  }

  /** What lies aside may be a link that somebody else put there. */
  @Test
  void noLinkIsWrittenThrough() throws IOException {
    Path theirs = Files.writeString(folder.resolve("theirs"), "theirs");
    Files.createSymbolicLink(folder.resolve("a.txt.part"), theirs);
    Path file = Files.createSymbolicLink(folder.resolve("a.txt"), theirs);

    AtomicFile.write(file, "ours");

    assertThat(theirs).hasContent("theirs");
    assertThat(file).hasContent("ours");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void ofSeveralNoneIsReplacedBeforeAllAreWritten() throws IOException {
    Path first = Files.writeString(folder.resolve("1"), "old");
    Path second = Files.writeString(folder.resolve("2"), "old");
    Files.createDirectories(folder.resolve("2.part/in-the-way"));
    Map<Path, String> texts = Map.of(first, "new", second, "new");

    assertThatThrownBy(() -> AtomicFile.writeTexts(texts))
        .hasMessageContaining("cannot be written");
    assertThat(first).hasContent("old");
    Files.delete(folder.resolve("2.part/in-the-way"));
    AtomicFile.writeTexts(texts);

    assertThat(List.of(first, second)).allSatisfy(file -> assertThat(file).hasContent("new"));
  }
}
