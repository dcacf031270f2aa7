package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same spec, seed and thread count give the same bytes, however often it is run. */
class ReproducibilityTest {
  private static final int RUNS = 5;
  private static final int LOSS_COLUMNS = 7;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "1, true", "2, true"})
  void runsAreEqualToTheBit(int threads, boolean conditional) throws IOException {
    Path spec = folder.resolve("spec.json");
    Files.writeString(
        spec,
        """
        {
          "name": "repeat",
          "data": { "dataset": "digits", "limit": 2000, "testLimit": 500, "transform": "stochastic-binarize" },
          "model": { "latent": 5, "conditional": %s },
          "training": { "epochs": 2, "batchSize": 128 },
          "figures": []
        }
        """
            .formatted(conditional));
    byte[] model = {};
    List<String> losses = List.of();
    for (int run = 0; run < RUNS; run++) {
      Path out = folder.resolve("run-" + run);
      Program program =
          Program.run(
              "run",
              spec.toString(),
              "--out",
              out.toString(),
              "--threads",
              Integer.toString(threads));
      assertThat(program.exitCode()).as(program.err()).isZero();
      churn();
      if (run == 0) {
        model = Files.readAllBytes(out.resolve("model.safetensors"));
        losses = losses(out);
        assertThat(losses).hasSize(3);
      }
      assertThat(Files.readAllBytes(out.resolve("model.safetensors")))
          .as("run " + run)
          .isEqualTo(model);
      assertThat(losses(out)).isEqualTo(losses);
    }
  }

  /** Fills the heap with garbage, so that the collector runs and freed buffers are reused. */
  private static void churn() {
    long sum = 0;
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[1 << 20];
      Arrays.fill(garbage, (byte) i);
      sum += garbage[i];
    }
    assertThat(sum).isNotZero();
  }

  private static List<String> losses(Path out) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("metrics.csv"))) {
      rows.add(String.join(",", Arrays.asList(line.split(",")).subList(0, LOSS_COLUMNS)));
    }
    return rows;
  }
}
