package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard calls a run after the folder of its events. */
class RunEventsTest {
  @TempDir private Path parent;

  @Test
  void eventsLieInTheRunsOwnFolder() {
    try (RunFolder folder = RunFolder.create(parent.resolve("run"), "name", false)) {
      assertThat(folder.events()).isEqualTo(parent.resolve("run"));
    }
  }

  /** What is to be forgotten of an interrupted epoch is known in its own folder alone. */
  @Test
  void anOlderRunGoesOnWhereItsEventsAre() throws IOException {
    Path run = parent.resolve("run");
    try (RunFolder folder = RunFolder.create(run, "name", false)) {
      Files.createDirectory(run.resolve("tensorboard"));
      assertThat(folder.events()).isEqualTo(run.resolve("tensorboard"));
    }
  }
}
