package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir private Path folder;

  /** What is shown when something failed, and what a file gets that is made late. */
  @Test
  void theLastLinesAreKept() throws IOException {
    try (RunLog log = RunLog.start()) {
      IntStream.rangeClosed(1, 5003).forEach(line -> log.add("line " + line));

      assertThat(log.last(2))
          .satisfiesExactly(
              line -> assertThat(line).endsWith(" line 5002"),
              line -> assertThat(line).endsWith(" line 5003"));
      assertThat(log.last(9000)).hasSize(5000).first().asString().endsWith(" line 4");
      log.attach(folder.resolve("run.log"));
      log.add("line 5004");
      assertThat(log.last(1).get(0)).endsWith(" line 5004");
    }
    assertThat(Files.readAllLines(folder.resolve("run.log")))
        .hasSize(5001)
        .last()
        .asString()
        .endsWith(" line 5004");
  }

  @Test
  void whereTheProgramLiesIsLeftOut() {
    try (RunLog log = RunLog.start()) {
      Logger.getLogger("ai.djl")
          .info(
              "found in: jar:file:/home/me/my%20lib/native-2.7.1.jar!/native/lib/a.properties ok");

      assertThat(log.last(1).get(0)).endsWith(" INFO ai.djl: found in: native-2.7.1.jar ok");
    }
  }
}
