package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of small runs. */
class DoctorTest {
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

  private Program doctor(String name, String change) throws IOException {
    Path spec = folder.resolve(name + ".json");
    Path run = folder.resolve(name);
    Files.writeString(
        spec,
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
        """);
    Program trained = Program.run("run", spec.toString(), "--out", run.toString(), "--set", change);
    assertThat(trained.err()).isEmpty();
    return Program.run("doctor", run.toString());
  }
}
