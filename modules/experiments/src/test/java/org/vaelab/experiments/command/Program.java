package org.vaelab.experiments.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.SpecWords;

/** The whole program in this process, its terminal caught. */
record Program(int exitCode, String out, String err) {
  static Program run(String... arguments) {
    return run(SpecWords.builtIn(), arguments);
  }

  /** The same with other words in its specs. */
  static Program run(Vocabulary vocabulary, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        VaelabCommand.execute(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                RunLog.start()),
            vocabulary,
            arguments);
    return new Program(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Program run(List<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }
}
