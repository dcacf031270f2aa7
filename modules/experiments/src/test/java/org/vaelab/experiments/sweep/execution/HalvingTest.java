package org.vaelab.experiments.sweep.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.SuccessiveHalving;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;

class HalvingTest {
  private static final int EPOCHS = 9;

  @TempDir private Path out;

  /** Configuration c has the loss 100 + c, and a little less after each epoch; odd seeds differ. */
  private static double loss(String id, int epoch) {
    int configuration = Integer.parseInt(id.split("-")[0]);
    int seed = Integer.parseInt(id.split("-")[1]);
    return 100 + configuration + 0.1 * seed - 0.01 * epoch;
  }

  @Test
  void trainsTheBestThirdThreeTimesAsLongAndNothingTwice() throws IOException {
    SweepFolder folder = new SweepFolder(out, "halving");
    folder.create();
    SimulatedRuns runs = new SimulatedRuns(folder, EPOCHS, HalvingTest::loss);
    List<String> said = new ArrayList<>();

    run(folder, runs.executor(2, 99), said, "\"eta\": 3", "minimize");

    assertThat(said)
        .containsExactly(
            "after epoch 1: 9 of 27 configurations go on",
            "after epoch 3: 3 of 9 configurations go on");
    assertThat(runs.trained().values().stream().mapToInt(each -> each).sum())
        .as("27 + 9 x 2 + 3 x 6 epochs, for each of two seeds, of 27 x 9")
        .isEqualTo(2 * (27 + 18 + 18));
    assertThat(runs.trained())
        .containsEntry("2-1", 9)
        .containsEntry("3-0", 3)
        .containsEntry("9-0", 1);
    assertThat(folder.status("2-0").phase()).isEqualTo(RunPhase.FINISHED);
    assertThat(folder.status("3-1").phase()).isEqualTo(RunPhase.PRUNED);
    assertThat(folder.status("26-1").phase()).isEqualTo(RunPhase.PRUNED);

    run(folder, runs.executor(2, 99), new ArrayList<>(), "\"eta\": 3", "minimize");
    assertThat(runs.trained().values().stream().mapToInt(each -> each).sum())
        .as("begun again nothing is left to do")
        .isEqualTo(126);
  }

  @Test
  void theGoalSaysWhichOnesAreGood() throws IOException {
    SweepFolder folder = new SweepFolder(out, "halving");
    folder.create();
    SimulatedRuns runs = new SimulatedRuns(folder, EPOCHS, HalvingTest::loss);

    run(
        folder,
        runs.executor(2, 99),
        new ArrayList<>(),
        "\"eta\": 5, \"minEpochs\": 2",
        "maximize");

    assertThat(folder.status("26-0").phase()).isEqualTo(RunPhase.FINISHED);
    assertThat(runs.trained()).containsEntry("26-0", 9).containsEntry("0-0", 2);
  }

  private void run(
      SweepFolder folder, RunExecutor executor, List<String> said, String method, String goal)
      throws IOException {
    Files.writeString(out.resolve("base.json"), "{}");
    Path file =
        Files.writeString(
            out.resolve("sweep.json"),
            """
            { "name": "halving", "base": "base.json", "goal": "%s",
              "parameters": { "model.latent": { "type": "int-uniform", "min": 0, "max": 26 } },
              "method": { "type": "halving", %s } }
            """
                .formatted(goal, method));
    SweepFile sweep = SweepFile.read(file);
    List<PlannedRun> planned =
        IntStream.range(0, 54)
            .mapToObj(i -> new PlannedRun(i / 2 + "-" + i % 2, i / 2, i % 2, Map.of()))
            .toList();
    Scheduler scheduler = new Scheduler(folder, executor, 0, begun -> {}, changed -> {});
    new Halving(
            sweep.spec(), (SuccessiveHalving) sweep.spec().method(), folder, scheduler, said::add)
        .run(planned, EPOCHS);
  }
}
