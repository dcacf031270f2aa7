package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.Main;
import org.vaelab.files.Sha256;

/**
 * The program in a process of its own, where OpenMP is told to give fewer threads than are asked
 * for: its weights are right to the bit, or it ends with exit code 2 and a sentence. oneDNN would
 * compute wrong numbers, or wait for ever.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ThreadLimitsTest {
  private static final List<String> LIMITS =
      List.of("OMP_THREAD_LIMIT", "OMP_DYNAMIC", "OMP_MAX_ACTIVE_LEVELS", "OMP_NUM_THREADS");

  @TempDir private Path work;
  private Path spec = Path.of("");

  @BeforeEach
  void writeSpec() throws IOException {
    spec =
        Files.writeString(
            work.resolve("spec.json"),
            """
            { "name": "threads", "data": { "dataset": "digits", "limit": 300, "testLimit": 100 },
              "model": { "latent": 4, "encoder": { "hidden": [400] }, "decoder": { "hidden": [400] } },
              "training": { "epochs": 1, "batchSize": 128 }, "figures": [] }
            """);
  }

  @Test
  void aLimitIsFollowed() throws Exception {
    String one = weights("one", Map.of(), "--threads", "1");

    assertThat(weights("limited", Map.of("OMP_THREAD_LIMIT", "1"))).isEqualTo(one);
    assertThat(weights("inactive", Map.of("OMP_MAX_ACTIVE_LEVELS", "0"))).isEqualTo(one);
  }

  @Test
  void moreThanALimitIsRefused() throws Exception {
    for (String limit : List.of("OMP_THREAD_LIMIT=1", "OMP_MAX_ACTIVE_LEVELS=0")) {
      String[] parts = limit.split("=", 2);
      String output = run("refused", 2, Map.of(parts[0], parts[1]), "--threads", "2");

      assertThat(output)
          .isEqualTo(
              "2 threads were asked for, but OpenMP gives this process 1 at most; raise"
                  + " OMP_THREAD_LIMIT and OMP_MAX_ACTIVE_LEVELS, or unset them, or ask for fewer"
                  + " threads.\n");
      assertThat(work.resolve("refused")).doesNotExist();
    }
  }

  /** With fewer threads on busy cores, which the variable asks for, the weights would be others. */
  @Test
  void theNumberDoesNotFollowTheLoad() throws Exception {
    String two = weights("two", Map.of(), "--threads", "2");

    assertThat(weights("dynamic", Map.of("OMP_DYNAMIC", "true"), "--threads", "2")).isEqualTo(two);
    assertThat(weights("fewer", Map.of("OMP_NUM_THREADS", "1"), "--threads", "2")).isEqualTo(two);
  }

  private String weights(String name, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    run(name, 0, environment, options);
    return Sha256.of(work.resolve(name).resolve("model.safetensors"));
  }

  private String run(String name, int exitCode, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-DOPT_OUT_TRACKING=true", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", spec.toString(), "--out", work.resolve(name).toString()));
    command.addAll(Arrays.asList(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(LIMITS);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
    return output;
  }
}
