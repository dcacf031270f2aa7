package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.vaelab.experiments.Main;

/** The program in a process of its own, started without the launcher. */
record ChildProgram(int exitCode, String output) {
  /** Not started yet; stdout and stderr are one. */
  static ProcessBuilder of(List<String> javaOptions, String... arguments) {
    return of(System.getProperty("java.class.path"), javaOptions, arguments);
  }

  static ProcessBuilder of(String classPath, List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-DOPT_OUT_TRACKING=true"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  static ChildProgram finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new ChildProgram(process.exitValue(), output);
  }
}
