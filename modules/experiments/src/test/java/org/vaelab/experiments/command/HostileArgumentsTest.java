package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments and specs that mean no good: a sentence, exit code 2, nothing written. */
class HostileArgumentsTest {
  @TempDir private Path folder;
  private Path spec = Path.of("");

  @BeforeEach
  void writeSpec() throws IOException {
    spec = folder.resolve("small.json");
    Files.writeString(
        spec,
        """
        { "name": "small", "data": { "limit": 600, "testLimit": 200 }, "model": {},
          "training": { "epochs": 1 }, "figures": [] }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "run|SPEC|--out|EMPTY, option '--out'",
        "run|SPEC|--data-dir|EMPTY, option '--data-dir'",
        "run|EMPTY, positional parameter at index 0 (SPEC)",
        "validate|EMPTY, positional parameter at index 0 (SPEC)",
        "resume|EMPTY, positional parameter at index 0 (RUN)",
        "reproduce|--out|EMPTY, option '--out'",
        "reproduce|--specs|EMPTY, option '--specs'",
        "data|list|--data-dir|EMPTY, option '--data-dir'",
        "devices|--install|cuda|--checksums|EMPTY, option '--checksums'",
      })
  void anEmptyPathIsRefused(String line, String option) {
    List<String> arguments =
        List.of(line.split("\\|")).stream()
            .map(word -> word.equals("SPEC") ? spec.toString() : word)
            .map(word -> word.equals("EMPTY") ? "" : word)
            .toList();
    Program program = Program.run(arguments);

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .startsWith("Invalid value for " + option + ": a path is needed, was \"\"");
  }

  @Test
  void controlCharactersNeverReachTheTerminal() throws IOException {
    String hostile = "\u001b[31m\u009b2J\u202e";
    Path named = Files.copy(spec, folder.resolve("s" + hostile + ".json"));

    for (List<String> arguments :
        List.of(
            List.of("validate", named.toString()),
            List.of("validate", folder + hostile),
            List.of("validate", spec.toString(), "--set", hostile + "=3"),
            List.of("validate", spec.toString(), "--set", "description=1" + hostile + "2\n3"),
            List.of("validate", spec.toString(), "--set", "name=" + hostile),
            List.of("validate", spec.toString(), "--" + hostile),
            List.of("run", spec.toString(), "--threads", hostile),
            List.of("run", spec.toString(), "--device", hostile),
            List.of("run", spec.toString(), "--device-memory", hostile),
            List.of("resume", folder + hostile),
            List.of("data", "check", hostile),
            List.of(hostile))) {
      Program program = Program.run(arguments);
      assertThat(program.out() + program.err())
          .isNotBlank()
          .doesNotContain("\u001b", "\u009b", "\u202e");
    }
  }

  /** Also where the spec alone does not say how many images are left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.limit=null|data.validation=19999",
        "data.limit=30000|data.validation=19999",
      })
  void batchNormOfOneTrainingImage(String limit, String validation) {
    Path out = folder.resolve("out");
    Program program =
        Program.run(
            "run",
            spec.toString(),
            "--out",
            out.toString(),
            "--set",
            limit,
            "--set",
            validation,
            "--set",
            "model.encoder.hidden=[{\"width\":5,\"batchNorm\":true}]");

    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.err())
        .isEqualTo(
            "data.validation leaves 1 training image of digits, and a batch of one image has no"
                + " variance for batchNorm; use more images"
                + System.lineSeparator());
    assertThat(out).doesNotExist();
  }

  /** Not the success of the digits, which need no folder. */
  @Test
  void aFolderWithoutDataSetsIsNotWhole() throws IOException {
    Files.createDirectories(folder.resolve("MNIST-2"));
    Files.createFile(folder.resolve("mnist"));
    Program program = Program.run("data", "check", "--data-dir", folder.toString());

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.out()).isEmpty();
    assertThat(program.err())
        .isEqualTo(
            "[--data-dir "
                + folder
                + "] has no sub-folder of a data set; their names are mnist, fashion-mnist, cifar10"
                + System.lineSeparator());
  }
}
