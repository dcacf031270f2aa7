package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.spec.SpecWords;

/** A standard output that takes nothing, as {@code /dev/full}. */
class OutputTest {

  @ParameterizedTest
  @ValueSource(strings = {"schema", "--help", "--version", "data list", "devices"})
  void whatCannotBeSaidIsAFailure(String command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int exitCode =
        VaelabCommand.execute(
            new Terminal(
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                RunLog.start()),
            SpecWords.builtIn(),
            command.split(" ", -1));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "What was said could not all be written to the standard output: the disk is full, or"
                + " nobody reads it.\n");
  }
}
