package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --force} goes on with is not what the run was begun with. */
class ForcedResumeTest {
  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void place() {
    run = folder.resolve("run");
  }

  private void edit(String before, String after) throws IOException {
    Path spec = run.resolve("spec.json");
    String text = Files.readString(spec);
    assertThat(text).contains(before);
    Files.writeString(spec, text.replace(before, after));
  }

  /** A rate this high is best at once; that epoch's checkpoint is removed as the others are. */
  @Test
  void earlyStoppingKeepsTheBestOfTheEpochsThatAreThere() throws IOException {
    SmallRun.train(
        run,
        "--set",
        "training.epochs=6",
        "--set",
        "training.optimizer.learningRate=0.5",
        "--set",
        "training.checkpoint.keep=1");
    int gone = bestOf(1, 6);
    assertThat(gone).isLessThan(6);
    // So that no later epoch is better than the one that is gone.
    edit("\"learningRate\" : 0.5", "\"learningRate\" : 3.0");
    edit(
        "\"earlyStopping\" : null",
        "\"earlyStopping\" : { \"metric\" : \"test_loss\", \"patience\" : 20 }");

    assertThat(SmallRun.resume(run, "--epochs", "9").err())
        .contains("training.earlyStopping.metric was absent");
    Program program = SmallRun.resume(run, "--epochs", "9", "--force");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(bestOf(1, 9)).isEqualTo(gone);
    int best = bestOf(6, 9);
    assertThat(best).isLessThan(9);
    assertThat(program.out())
        .contains(
            "the weights of epoch "
                + gone
                + ", the best so far by test_loss, are no longer there; those of the best of the"
                + " other epochs will be kept",
            "best epoch " + best + " of 9 by test_loss; its weights are kept");
    assertThat(run.resolve("checkpoints/epoch-000" + best + ".safetensors")).exists();
    assertThat(run.resolve("model.safetensors")).isNotEmptyFile();
  }

  private int bestOf(int first, int last) throws IOException {
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    int column = List.of(rows.get(0).split(",", -1)).indexOf("test_loss");
    int best = first;
    for (int epoch = first; epoch <= last; epoch++) {
      if (loss(rows, epoch, column) < loss(rows, best, column)) {
        best = epoch;
      }
    }
    return best;
  }

  private static double loss(List<String> rows, int epoch, int column) {
    return Double.parseDouble(rows.get(epoch).split(",", -1)[column]);
  }

  @Test
  void anotherOptimizerBeginsAnew() throws IOException {
    SmallRun.train(run);
    edit("\"type\" : \"adam\"", "\"type\" : \"sgd\"");
    edit("\"beta1\" : 0.9,", "");
    edit("\"beta2\" : 0.999,", "");
    edit("\"epsilon\" : 1.0E-8,", "");

    assertThat(SmallRun.resume(run, "--epochs", "3").err())
        .contains("training.optimizer.type was \"adam\", is \"sgd\"")
        .doesNotContain("network");
    Program program = SmallRun.resume(run, "--epochs", "3", "--force");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("the optimizer begins anew: the checkpoint has the state of another");
    Program again = SmallRun.resume(run, "--epochs", "4", "--force");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).doesNotContain("begins anew");
  }
}
