package org.vaelab.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.experiments.sweep.RunSpecs;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepWords;
import org.vaelab.spec.SpecWords;

/** Every sweep of the project is valid with all its runs, and fits the schema beside it. */
class CommittedSweepsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../.."), "experiments", "sweeps");

  private static final Path SCHEMA = FOLDER.resolve("sweep.schema.json");

  static List<Path> sweeps() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.equals(SCHEMA))
          .filter(SweepFile::isSweep)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sweeps")
  void isValidWithAllItsRuns(Path file) throws IOException {
    RunSpecs specs = RunSpecs.of(SweepFile.read(file), SpecWords.builtIn());
    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));

    assertThat(specs.drafts()).hasSizeGreaterThan(1);
    assertThat(specs.file().spec().description()).isNotBlank().endsWith(".");
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMA))
                .validate(json))
        .isEmpty();
  }

  @Test
  void theSchemaIsThatOfTheProgram() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();

    assertThat(mapper.readTree(Files.readString(SCHEMA)))
        .as("./vaelab schema --sweep > experiments/sweeps/sweep.schema.json")
        .isEqualTo(mapper.readTree(SweepWords.schema()));
  }
}
