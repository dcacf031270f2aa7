package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of code of one's own compile, train and are gone on with. */
public class ExtendingTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../.."), "experiments", "extending");

  @TempDir private Path folder;

  static List<String> examples() throws IOException {
    return names(".java");
  }

  private static List<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.replace(ending, ""))
          .sorted()
          .toList();
    }
  }

  /** "GatedDense" is used by "gated-dense". */
  private static String spec(String example) {
    return example.replaceAll("(?<=.)(?=\\p{Upper})", "-").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyExampleHasASpecAndALineInTheReadme() throws IOException {
    assertThat(names(".json"))
        .containsExactlyInAnyOrderElementsOf(examples().stream().map(ExtendingTest::spec).toList());
    assertThat(FOLDER.resolve("README.md"))
        .content()
        .contains(examples().stream().map(name -> "(" + name + ".java)").toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleTrainsAndIsGoneOnWith(String example) throws IOException {
    Path spec = FOLDER.resolve(spec(example) + ".json");
    String with = "--with=" + FOLDER.resolve(example + ".java");
    String out = folder.resolve("run").toString();

    List<String> run = new ArrayList<>(List.of("run", spec.toString(), with, "--out", out));
    for (String small : List.of("epochs=1", "batchSize=50")) {
      run.addAll(List.of("--set", "training." + small));
    }
    run.addAll(List.of("--set", "data.limit=100", "--set", "data.testLimit=50"));
    Program ran = Program.run(run);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    Program resumed = Program.run("resume", out, with, "--epochs", "2");
    assertThat(resumed.err()).isEmpty();
    assertThat(Files.readAllLines(Path.of(out, "metrics.csv"))).hasSize(3);
    try (Stream<Path> figures = Files.list(Path.of(out, "figures"))) {
      assertThat(figures).isNotEmpty();
    }
  }
}
