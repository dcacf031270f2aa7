package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of small runs. */
class DoctorTest {
  private static final String SPEC =
      """
      {
        "name": "small",
        "data": { "dataset": "digits", "limit": 2000, "testLimit": 200 },
        "model": { "latent": 4, "conditional": true,
                   "encoder": { "type": "fc", "hidden": [64] },
                   "decoder": { "type": "fc", "hidden": [64] } },
        "training": { "epochs": 8, "batchSize": 50 },
        "figures": []
      }
      """;

  @TempDir private Path folder;

  @Test
  void aHealthyRunAndACollapsedOne() throws IOException {
    Program healthy = doctor("healthy", "loss.objective.beta=1");
    assertThat(healthy.err()).isEmpty();
    assertThat(healthy.out()).contains("nothing found wrong");

    Program collapsed = doctor("collapsed", "loss.objective.beta=2000");
    assertThat(collapsed.exitCode()).isZero();
    assertThat(collapsed.out())
        .contains("the KL drowns the reconstruction: the KL of all dimensions together is 0.0")
        .contains("beta over the weight of the reconstruction is 2000")
        .contains("the decoder ignores z: the code of another image explains an image as well")
        .contains("try: a smaller loss.objective.beta")
        .doesNotContain("ignores the label");
  }

  /** The first weights that a huge rate makes are so large that a product overflows. */
  @Test
  void theFirstArrayThatIsNotFiniteIsNamed() throws IOException {
    Path run = folder.resolve("diverged");
    Files.writeString(folder.resolve("diverged.json"), SPEC);
    Program trained =
        Program.run(
            "run",
            folder.resolve("diverged.json").toString(),
            "--out",
            run.toString(),
            "--set",
            "training.optimizer.learningRate=1e18");
    assertThat(trained.exitCode()).isEqualTo(VaelabCommand.DIVERGED);

    Program program = Program.run("doctor", run.toString());
    assertThat(program.exitCode()).isZero();
    assertThat(program.out())
        .contains("training again from the beginning to find")
        .containsPattern(
            "the training diverged: epoch 1, step 2, a batch of the training images [0-9, ]+ and so"
                + " on: the first that is not finite is the output of encoder.logVariance, 200 of"
                + " whose 200 numbers are infinite; before it, the largest number of the output of"
                + " encoder.hidden.0 is 2.\\d+e\\+20")
        .contains("try: a smaller training.optimizer.learningRate, or clipNorm");
  }

  private Program doctor(String name, String change) throws IOException {
    Path spec = folder.resolve(name + ".json");
    Path run = folder.resolve(name);
    Files.writeString(spec, SPEC);
    Program trained = Program.run("run", spec.toString(), "--out", run.toString(), "--set", change);
    assertThat(trained.err()).isEmpty();
    return Program.run("doctor", run.toString());
  }
}
