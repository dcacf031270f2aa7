package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.files.Sha256;

class SweepTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeTheFiles() throws IOException {
    Files.writeString(
        folder.resolve("base.json"),
        """
        {
          "name": "small",
          "data": { "dataset": "digits", "limit": 100, "testLimit": 20 },
          "model": { "latent": 2, "encoder": { "type": "fc", "hidden": [8] } },
          "training": { "epochs": 3, "batchSize": 50 },
          "figures": []
        }
        """);
    file =
        sweep(
            """
            "parameters": { "model.latent": { "values": [2, 3] } }
            """);
  }

  @Test
  void processesAndSingleRunsInAnyOrderLeaveTheSameBytes() throws IOException {
    Program local = run("--processes", "2", "--out", folder.resolve("local"));
    Program second = run("--index", "1", "--out", folder.resolve("index"));
    Program first = run("--index", "0", "--out", folder.resolve("index"));
    Program table =
        Program.run("sweep", "table", file.toString(), "--out", "" + folder.resolve("index"));

    assertThat(List.of(local, second, first, table))
        .allSatisfy(each -> assertThat(each.exitCode()).as(each.err() + each.out()).isZero());
    assertThat(local.out()).contains("2 of 2 done").contains("2 runs finished");
    assertThat(second.out()).contains("run 1, ");
    Path tables = Path.of("study", "table.csv");
    assertThat(folder.resolve("index").resolve(tables))
        .hasSameTextualContentAs(folder.resolve("local").resolve(tables));
    assertThat(models(folder.resolve("index")))
        .hasSize(2)
        .isEqualTo(models(folder.resolve("local")));
    assertThat(table.out()).contains("| model.latent | runs | epochs | test_loss |");
    assertThat(folder.resolve("local/study/figures/curves.png")).isNotEmptyFile();
    assertThat(folder.resolve("local/study/figures/over-model.latent.png")).isNotEmptyFile();

    Program again = run("--processes", "1", "--out", folder.resolve("local"));
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).as("nothing is trained twice").doesNotContain("run ");
  }

  @Test
  void aPausedRunGoesOnToTheBytesOfOneThatWasNot() throws IOException {
    Path spec = folder.resolve("base.json");
    Path whole = folder.resolve("whole");
    Path paused = folder.resolve("paused");
    String[] threads = {"--threads", "1"};

    worker(spec, whole, threads);
    Program first = worker(spec, paused, "--until", "1", "--threads", "1");
    assertThat(first.out()).contains("paused after epoch 1; go on with: ");
    assertThat(paused.resolve("model.safetensors")).doesNotExist();
    assertThat(worker(spec, paused, "--until", "1", "--threads", "1").out())
        .contains("trained already");
    worker(spec, paused, threads);

    assertThat(sha256(paused.resolve("model.safetensors")))
        .isEqualTo(sha256(whole.resolve("model.safetensors")));
  }

  @Test
  void aSweepIsValidatedListedAndRefusedBeforeAnythingIsTrained() throws IOException {
    Path out = folder.resolve("nothing");
    Program valid = Program.run("validate", file.toString());
    Program listed = run("--dry-run", "--out", out);
    Path wrong = sweep("\"parameters\": { \"model.latent\": { \"values\": [0] } }");
    Program refused = Program.run("validate", wrong.toString());
    Program refusedToo = Program.run("sweep", wrong.toString(), "--out", out.toString());

    assertThat(valid.exitCode()).as(valid.err()).isZero();
    assertThat(valid.out())
        .contains(" is valid: 2 runs, 2 configurations with 1 seed each, 6 epochs, networks of ")
        .contains(" parameters");
    assertThat(listed.out())
        .contains("index  model.latent  seed  epochs\n0      2             0     3");
    assertThat(refused.exitCode()).isEqualTo(VaelabCommand.INPUT);
    assertThat(refused.err())
        .isEqualTo(refusedToo.err())
        .contains(":1:86 model.latent must be >= 1, was 0");
    assertThat(out).doesNotExist();
  }

  /** It leaves the first epochs alone; the sweep goes on from them to the bytes of one without. */
  @Test
  void aTrialSaysAboutHowLongASweepTakesAndIsAPartOfIt() throws IOException {
    Program trial = run("--trial", "--processes", "1", "--out", folder.resolve("tried"));
    assertThat(trial.exitCode()).as(trial.err()).isZero();
    assertThat(trial.out())
        .containsPattern("about [0-9:.]+ ?\\w* from beginning to end, with one run at a time");
    assertThat(models(folder.resolve("tried"))).isEmpty();

    for (String index : List.of("0", "1")) {
      run("--index", index, "--out", folder.resolve("tried"));
      run("--index", index, "--out", folder.resolve("whole"));
    }
    assertThat(models(folder.resolve("tried")))
        .hasSize(2)
        .isEqualTo(models(folder.resolve("whole")));
  }

  @Test
  void wrongOptionsAreRefusedInASentence() throws IOException {
    assertThat(run("--index", "2").err())
        .contains("--index must be from 0 to 1, the runs of the sweep, was 2");
    assertThat(run("--processes", "0").err()).contains("--processes must be from 1 to 1024, was 0");
    assertThat(run("--spark", "mesos://a").err())
        .contains("--spark must be local[N], spark://host:port");
    assertThat(run("--spark", "local[1]").err())
        .contains("--spark needs vaelab's part for Spark, and ");
    assertThat(run("--spark-conf", "a=b").err()).contains("goes with --spark");
    assertThat(Program.run("sweep").err()).contains("a sweep file is required");
    file =
        sweep(
            "\"method\": \"halving\", \"parameters\": { \"model.latent\": { \"values\": [2, 3] }"
                + " }");
    assertThat(run("--index", "0").err()).contains("and a halving compares them");
  }

  @Test
  void theSchemaAndTheExplanationsKnowSweeps() throws IOException {
    Program schema = Program.run("schema", "--sweep");
    JsonMapper mapper = JsonMapper.builder().build();
    var validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema.out());
    JsonNode right = mapper.readTree(Files.readString(file));
    JsonNode wrong =
        mapper.readTree("{\"name\": \"a\", \"parameters\": {\"x\": {\"min\": \"b\"}}}");

    assertThat(validator.validate(right)).isEmpty();
    assertThat(validator.validate(wrong)).isNotEmpty();
    assertThat(Program.run("explain", "sweep.method.halving.eta").out())
        .contains("after each comparison one configuration of so many goes on")
        .contains("must be >= 2");
    assertThat(Program.run("explain", "sweep").out()).contains("parameters").contains("retries");
  }

  private Program run(Object... options) {
    return Program.run(
        Stream.concat(Stream.of("sweep", file), Stream.of(options)).map(Object::toString).toList());
  }

  private static Program worker(Path spec, Path run, String... options) {
    Program done =
        Program.run(
            Stream.concat(
                    Stream.of("sweep", "run", spec.toString(), run.toString()), Stream.of(options))
                .toList());
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done;
  }

  private Path sweep(String fields) throws IOException {
    return Files.writeString(
        folder.resolve("sweep" + fields.hashCode() + ".json"),
        "{ \"name\": \"study\", \"base\": \"base.json\", " + fields.strip() + " }");
  }

  /** The checksum of each model by the name of its run. */
  private static Map<String, String> models(Path out) throws IOException {
    Map<String, String> models = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out.resolve("runs"))) {
      files
          .filter(each -> each.endsWith("model.safetensors"))
          .forEach(each -> models.put(out.relativize(each).toString(), sha256(each)));
    }
    return models;
  }

  private static String sha256(Path model) {
    try {
      return Sha256.of(model);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
