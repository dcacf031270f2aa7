package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What killed first starts leave in DJL's cache. */
class UnpackedLibraryTest {
  private static final Duration LONG_AGO = Duration.ofHours(3);

  @TempDir private Path cache;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyWhatSurelyWasLeftIsRemoved() throws IOException {
    Path left = folder("tmp123", "torch", LONG_AGO);
    Path begun = folder("tmp124", null, LONG_AGO);
    Path inUse = folder("tmp125", "torch", Duration.ZERO);
    Path named = folder("tmpfiles", "torch", LONG_AGO);
    Path foreign = folder("tmp126", "other", LONG_AGO);
    Path deep = folder("tmp127", null, Duration.ZERO);
    Files.createDirectories(deep.resolve(System.mapLibraryName("torch")));
    age(deep.resolve(System.mapLibraryName("torch")), LONG_AGO);
    age(deep, LONG_AGO);
    Path linked = Files.createSymbolicLink(cache.resolve("tmp128"), foreign);

    Platform platform = Platform.detectPlatform("pytorch");
    new UnpackedLibrary(cache, platform).removeAbandoned();
    new UnpackedLibrary(cache.resolve("none"), platform).removeAbandoned();

    assertThat(left).doesNotExist();
    assertThat(begun).doesNotExist();
    for (Path kept : new Path[] {inUse, named, foreign, deep, linked}) {
      assertThat(kept).as(kept.toString()).isNotEmptyDirectory();
    }
  }

  private Path folder(String name, @Nullable String library, Duration age) throws IOException {
    Path folder = Files.createDirectory(cache.resolve(name));
    if (library != null) {
      Path file = Files.writeString(folder.resolve(System.mapLibraryName(library)), "half");
      age(file, age);
    }
    age(folder, age);
    return folder;
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }
}
