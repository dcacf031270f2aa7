package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of later epochs where the epochs are made fewer on the command line. */
class FewerEpochsTest {
  private static final String LINE = System.lineSeparator();

  @TempDir private Path folder;
  private Path spec = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    spec =
        Files.writeString(
            folder.resolve("spec.json"),
            """
            { "name": "s", "data": { "dataset": "digits", "limit": 60, "testLimit": 20 },
              "model": { "latent": 2, "encoder": { "hidden": [4] }, "decoder": { "hidden": [4] } },
              "training": { "epochs": 9 },
              "figures": [ { "type": "samples", "epochs": [5, 9] }, "curves",
                           { "type": "latent", "points": 20, "epochs": [0, 1, 5] },
                           { "type": "latent", "points": 20, "epochs": [7], "animated": true } ] }
            """);
  }

  @Test
  void areLeftOutWithASentence() {
    Program program =
        Program.run("run", spec.toString(), "--out", out.toString(), "--set", "training.epochs=1");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .startsWith(
            "figures[0] (samples) is not drawn at epoch 5, 9: only 1 epoch is trained"
                + LINE
                + "figures[2] (latent) is not drawn at epoch 5: only 1 epoch is trained"
                + LINE
                + "figures[3] (latent) is not drawn at epoch 7: only 1 epoch is trained"
                + LINE);
    assertThat(out.resolve("figures")).isDirectoryNotContaining("glob:**/samples*");
    for (String there :
        new String[] {"curves", "latent-epoch-0000", "latent-epoch-0001", "latent-2"}) {
      assertThat(out.resolve("figures/" + there + ".png")).exists();
    }
    assertThat(out.resolve("figures/latent-2.gif")).exists();

    Program valid = Program.run("validate", spec.toString(), "--set", "training={\"epochs\":2}");
    assertThat(valid.exitCode()).as(valid.err()).isZero();
    assertThat(valid.out()).contains("(samples) is not drawn at epoch 5, 9: only 2 epochs are");
  }

  @Test
  void areRefusedWhereOnePlaceSaysBoth() throws IOException {
    Program given =
        Program.run(
            "validate",
            spec.toString(),
            "--set",
            "training.epochs=1",
            "--set",
            "figures=[{\"type\":\"samples\",\"epochs\":[2]}]");
    assertThat(given.exitCode()).isEqualTo(2);
    assertThat(given.err()).contains("figures[0].epochs[0] must be from 0 ");

    Files.writeString(spec, Files.readString(spec).replace("\"epochs\": 9", "\"epochs\": 1"));
    assertThat(Program.run("validate", spec.toString()).err())
        .contains("figures[0].epochs[0] must be from 0 ");
  }
}
