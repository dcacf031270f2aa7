package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program knows which revision it was built from. */
class EnvironmentTest {
  @TempDir private Path folder;

  @Test
  void theRevisionIsThatOfTheBuild() throws Exception {
    Path root = Path.of(System.getProperty("vaelab.root", "../.."));
    Assumptions.assumeTrue(Files.exists(root.resolve(".git")));
    String head = git(root, "rev-parse", "HEAD");
    Assumptions.assumeTrue(head.matches("[0-9a-f]{40,64}"), "there is no git here");

    assertThat(Environment.revision()).matches(head + "(-dirty)?");
  }

  /** What a repository asks git to run is its owner's to say, and may be anything. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingOfAForeignRepositoryRuns() throws Exception {
    Path ran = folder.resolve("ran");
    git(folder, "init", "-q");
    Assumptions.assumeTrue(Files.exists(folder.resolve(".git")), "there is no git here");
    Path hook = Files.writeString(folder.resolve("hook"), "#!/bin/sh\ntouch '" + ran + "'\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    git(folder, "config", "core.fsmonitor", hook.toString());
    git(folder, "config", "user.email", "a@b");
    git(folder, "config", "user.name", "a");
    git(folder, "commit", "-q", "--allow-empty", "-m", "foreign");
    Files.deleteIfExists(ran);
    String foreign = git(folder, "rev-parse", "HEAD");
    Path spec =
        Files.writeString(
            folder.resolve("spec.json"),
            """
            { "name": "s", "data": { "dataset": "digits", "limit": 50, "testLimit": 10 },
              "model": { "latent": 2, "encoder": { "hidden": [4] }, "decoder": { "hidden": [4] } },
              "training": { "epochs": 1 }, "figures": [] }
            """);

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("org.vaelab.experiments.Main", "run", spec.toString(), "--out", "out"));
    answer(new ProcessBuilder(command).directory(folder.toFile()));

    assertThat(folder.resolve("out/environment.json")).content().doesNotContain(foreign);
    assertThat(ran).doesNotExist();
  }

  private static String git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    return answer(new ProcessBuilder(command));
  }

  private static String answer(ProcessBuilder builder) throws InterruptedException {
    try {
      Process process = builder.redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return answer.strip();
    } catch (IOException notThere) {
      return "";
    }
  }
}
