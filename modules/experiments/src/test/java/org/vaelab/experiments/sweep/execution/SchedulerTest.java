package org.vaelab.experiments.sweep.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunStatus;
import org.vaelab.experiments.sweep.SweepFolder;

class SchedulerTest {
  private static final int DIVERGED = 3;
  private static final int FAULT = 1;
  private static final int KILLED = 137;

  @TempDir private Path out;
  private SweepFolder folder;
  private SimulatedRuns runs;

  @BeforeEach
  void makeTheFolder() {
    folder = new SweepFolder(out, "simulated");
    folder.create();
    runs = new SimulatedRuns(folder, 5, (id, epoch) -> 100.0 - epoch);
  }

  @Test
  void trainsEachRunOnceHoweverOftenItIsAsked() {
    List<String> ids = List.of("a", "b", "a", "c");

    assertThat(train(runs.executor(3, 9), 0, ids))
        .extracting(RunStatus::id)
        .containsExactly("a", "b", "c");
    train(runs.executor(3, 9), 0, ids);

    assertThat(runs.trained())
        .containsOnlyKeys("a", "b", "c")
        .allSatisfy((id, epochs) -> assertThat(epochs).isEqualTo(5));
    assertThat(folder.status("b"))
        .isEqualTo(new RunStatus("b", RunPhase.FINISHED, 1, 5, "here", ""));
  }

  @Test
  void aRunThatIsKilledAgainAndAgainGoesOnAsLongAsItGetsOn() {
    RunStatus status = train(runs.executor(1, 1), 0, List.of("a")).get(0);

    assertThat(status.phase()).isEqualTo(RunPhase.FINISHED);
    assertThat(status.attempts()).isEqualTo(5);
    assertThat(runs.trained()).containsEntry("a", 5);
  }

  @Test
  void aRunThatGetsNowhereFailsAfterItsRetries() {
    RunStatus status =
        train(executor(request -> new Outcome(KILLED, "there", "Killed")), 2, List.of("a")).get(0);

    assertThat(status.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(status.attempts()).isEqualTo(3);
    assertThat(status.message()).isEqualTo("exit code 137: Killed");
    assertThat(folder.status("a")).isEqualTo(status);
  }

  @Test
  void aRunThatFailsOnceIsTriedAgainAndOthersAreNotHeldUp() {
    AtomicInteger failures = new AtomicInteger();
    RunExecutor executor =
        executor(
            request ->
                request.id().equals("a") && failures.getAndIncrement() == 0
                    ? new Outcome(FAULT, "here", "a fault")
                    : runs.train(request, 9));

    assertThat(train(executor, 1, List.of("a", "b")))
        .extracting(RunStatus::phase)
        .containsExactly(RunPhase.FINISHED, RunPhase.FINISHED);
    assertThat(folder.status("a").attempts()).isEqualTo(2);
  }

  @Test
  void aDivergedRunIsReportedAndNotTriedAgain() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    RunExecutor executor =
        executor(
            request -> {
              begun.incrementAndGet();
              runs.train(request, 2);
              log(request, "training diverged: step 3, kl is NaN");
              return new Outcome(DIVERGED, "here", "training diverged: step 3, kl is NaN");
            });

    RunStatus first = train(executor, 5, List.of("a")).get(0);
    RunStatus second = train(executor, 5, List.of("a")).get(0);

    assertThat(first.phase()).isEqualTo(RunPhase.DIVERGED);
    assertThat(first.message()).contains("kl is NaN");
    assertThat(second).isEqualTo(first);
    assertThat(begun).hasValue(1);
  }

  @Test
  void aPausedRunGoesOnFromWhereItWas() {
    Scheduler scheduler = scheduler(runs.executor(2, 9), 0);

    assertThat(scheduler.run(List.of("a"), 2).get(0).epochs()).isEqualTo(2);
    assertThat(runs.trained()).containsEntry("a", 2);
    assertThat(scheduler.run(List.of("a"), 2).get(0).phase()).isEqualTo(RunPhase.WAITING);
    assertThat(scheduler.run(List.of("a"), null).get(0).phase()).isEqualTo(RunPhase.FINISHED);
    assertThat(runs.trained()).as("nothing is trained twice").containsEntry("a", 5);
  }

  @Test
  void twoDriversOnOneSweepAreRefused() {
    assertThatThrownBy(() -> folder.locked(() -> new SweepFolder(out, "simulated").locked(() -> 0)))
        .hasMessageContaining("another process runs this sweep in " + folder.path());
    assertThat(folder.<Integer>locked(() -> 1)).as("free again").isEqualTo(1);
  }

  /** For the figures of the documents: -Dgroups=timing -DexcludedGroups= */
  @Test
  @Tag("timing")
  void tenThousandRunsOfNoWork() throws IOException {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> "run" + i).toList();
    SimulatedRuns one = new SimulatedRuns(folder, 1, (id, epoch) -> 1.0);
    long start = System.nanoTime();
    List<RunStatus> statuses = train(one.executor(8, 1), 0, ids);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.gc();
    long memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    Files.writeString(
        Path.of(
            System.getProperty("vaelab.root"), "modules", "experiments", "target", "scheduler.txt"),
        String.format(
            "%d runs: %.1f s, %.1f ms each, %d MB in use%n",
            ids.size(), seconds, seconds / 10, memory >> 20));

    assertThat(statuses).allMatch(status -> status.phase() == RunPhase.FINISHED);
    assertThat(one.trained().values()).containsOnly(1);
  }

  private List<RunStatus> train(RunExecutor executor, int retries, List<String> ids) {
    return scheduler(executor, retries).run(ids, null);
  }

  private Scheduler scheduler(RunExecutor executor, int retries) {
    return new Scheduler(folder, executor, retries, begun -> {}, changed -> {});
  }

  private void log(RunRequest request, String line) {
    try {
      Files.writeString(folder.run(request.id()).resolve("run.log"), "12:00 " + line + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static RunExecutor executor(Function<RunRequest, Outcome> train) {
    return new RunExecutor() {
      @Override
      public int slots() {
        return 2;
      }

      @Override
      public Outcome execute(RunRequest request) {
        return train.apply(request);
      }

      @Override
      public void close() {}
    };
  }
}
