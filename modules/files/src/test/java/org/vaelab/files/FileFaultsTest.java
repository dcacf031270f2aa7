package org.vaelab.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultsTest {
  @TempDir private Path folder;

  @FunctionalInterface
  private interface Attempt {
    void make() throws IOException;
  }

  @Test
  void whatTheSystemRefusesIsSaidWithoutJavasWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path latin = Files.write(folder.resolve("latin"), "ü".getBytes(StandardCharsets.ISO_8859_1));
    Path none = folder.resolve("none");

    assertThat(reasonOf(() -> Files.readString(none))).isEqualTo("there is no such file or folder");
    assertThat(reasonOf(() -> new FileInputStream(none.toFile()).close()))
        .isEqualTo("No such file or directory");
    assertThat(reasonOf(() -> Files.createFile(file.resolve("x")))).isEqualTo("Not a directory");
    assertThat(reasonOf(() -> Files.delete(folder)))
        .isEqualTo("a folder that is not empty stands in its place");
    assertThat(reasonOf(() -> Files.createFile(file)))
        .isEqualTo("something of that name is there already");
    assertThat(reasonOf(() -> Files.readString(latin))).isEqualTo("it is not text in UTF-8");
    assertThat(reasonOf(() -> Files.readString(folder))).isEqualTo("Is a directory");
    assertThat(reasonOf(() -> Files.createFile(folder.resolve("long".repeat(100)))))
        .isEqualTo("File name too long");
  }

  /** Those that a superuser's tests cannot cause. */
  @Test
  void theRest() {
    IOException denied = new AccessDeniedException("a/b");
    assertThat(FileFaults.reason(denied)).isEqualTo("permission denied");
    assertThat(FileFaults.reason(new UncheckedIOException(denied))).isEqualTo("permission denied");
    assertThat(FileFaults.reason(new IOException("a/b", denied))).isEqualTo("permission denied");
    assertThat(FileFaults.reason(new NotDirectoryException("a"))).isEqualTo("it is no folder");
    assertThat(FileFaults.reason(new EOFException())).isEqualTo("it ends too early");
    assertThat(FileFaults.reason(new IOException())).isEqualTo("the system gives no reason");
    assertThat(FileFaults.cannotWrite(Path.of("a/b"), denied))
        .hasMessage("a/b cannot be written: permission denied")
        .hasCause(denied);
    assertThat(FileFaults.cannotRead(Path.of("a/b"), new IOException("Input/output error")))
        .hasMessage("a/b cannot be read: Input/output error");
  }

  private static String reasonOf(Attempt attempt) {
    try {
      attempt.make();
      return "nothing was refused";
    } catch (IOException failure) {
      return FileFaults.reason(failure);
    }
  }
}
