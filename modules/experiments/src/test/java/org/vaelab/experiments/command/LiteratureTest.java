package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reproduce literature}, of two small models. */
class LiteratureTest {
  private static final String SPEC =
      """
      {
        "name": "%s",
        "data": { "dataset": "digits", "limit": 300, "testLimit": 40 },
        "model": { "latent": 3, "encoder": { "type": "fc", "hidden": [16] },
                   "decoder": { "type": "fc", "hidden": [16] } },
        "training": { "epochs": %d, "batchSize": %d },
        "evaluation": { "metrics": ["log-likelihood"], "importanceSamples": 5 },
        "figures": []
      }
      """;

  @TempDir private Path folder;
  private Path specs = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    specs = Files.createDirectory(folder.resolve("specs"));
    out = folder.resolve("out");
    Files.writeString(
        specs.resolve("readme.json"),
        """
        { "rows": [
          { "spec": "one", "model": "One <k>", "source": "A (2016)", "paper": 86.76,
            "rerun": 87.01, "rerunBy": "b at 1234567" },
          { "spec": "two", "model": "Two", "source": "", "paper": null, "rerun": null,
            "rerunBy": "" } ] }
        """);
    for (String each : new String[] {"one", "two"}) {
      Files.writeString(specs.resolve(each + ".json"), SPEC.formatted(each, 8, 10));
      Files.writeString(specs.resolve(each + "-quick.json"), SPEC.formatted(each, 2, 50));
    }
  }

  @Test
  void runsAreMadeMeasuredAndSetBesideThePapers() throws IOException {
    Program program = reproduce("--quick");

    assertThat(program.err()).isEmpty();
    assertThat(program.exitCode()).isZero();
    String table = Files.readString(out.resolve("literature.md"));
    assertThat(table)
        .containsPattern(
            "\\| One <k> \\| one-quick \\| \\d+\\.\\d\\d ± \\d+\\.\\d\\d \\| K=5, unit, 40 images"
                + " \\| 2 \\| 86.76 \\(A \\(2016\\)\\) \\| 87.01 \\(b at 1234567\\) \\| - \\|"
                + " \\d+ s; the paper's size \\d+ s to \\d+ s \\|")
        .containsPattern(
            "\\| Two \\| two-quick \\| \\d+\\.\\d\\d ± [0-9.]+ \\|.*\\| - \\| - \\| - \\|");
    assertThat(Files.readString(out.resolve("literature.html")))
        .contains("<td>One &lt;k&gt;</td><td>one-quick</td>");

    // What is there is left alone, but for an evaluation that is missing.
    Path model = out.resolve("literature/quick/one/model.safetensors");
    FileTime trained = Files.getLastModifiedTime(model);
    Path evaluation = out.resolve("literature/quick/one/evaluation.json");
    Files.delete(evaluation);
    assertThat(reproduce("--quick").err()).isEmpty();
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(trained);
    assertThat(evaluation).exists();
    assertThat(Files.readString(out.resolve("literature.md"))).isEqualTo(table);

    // The paper's size is shown once it is there, and beside it whether it is near.
    assertThat(reproduce().err()).isEmpty();
    assertThat(Files.readString(out.resolve("literature.md")))
        .containsPattern(
            "\\| One <k> \\| one \\| [^|]+ \\| [^|]+ \\| 8 \\| [^|]+ \\| [^|]+ \\| no \\| \\d+ s"
                + " \\|");
  }

  @Test
  void whatIsNotThereIsShownAsNotRun() throws IOException {
    assertThat(reproduce("--present").exitCode()).isZero();
    assertThat(Files.readString(out.resolve("literature.md")))
        .contains("| Two | two | - | - | 0 of 8 | - | - | - | - |");
    Files.delete(specs.resolve("readme.json"));
    assertThat(reproduce().err()).contains("has no readme.json");
  }

  private Program reproduce(String... more) {
    String[] arguments = new String[more.length + 6];
    String[] first = {
      "reproduce", "literature", "--specs", specs.toString(), "--out", out.toString()
    };
    System.arraycopy(first, 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return Program.run(arguments);
  }
}
