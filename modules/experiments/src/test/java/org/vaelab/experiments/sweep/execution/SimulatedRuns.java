package org.vaelab.experiments.sweep.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.vaelab.experiments.sweep.SweepFolder;

/**
 * Run folders without any training: what a scheduler sees of a run, with the numbers that a test
 * wants.
 *
 * @param folder of the sweep
 * @param epochs of a whole run
 * @param metric the number of a run after an epoch
 * @param trained how many epochs were trained of each run, in all attempts
 */
record SimulatedRuns(
    SweepFolder folder,
    int epochs,
    BiFunction<String, Integer, Double> metric,
    Map<String, Integer> trained) {
  SimulatedRuns(SweepFolder folder, int epochs, BiFunction<String, Integer, Double> metric) {
    this(folder, epochs, metric, new ConcurrentHashMap<>());
  }

  /** As a worker does: goes on from where the run was, to its end or until it is to pause. */
  Outcome train(RunRequest request, int most) {
    Path run = folder.run(request.id());
    try {
      Files.createDirectories(run);
      Files.writeString(run.resolve("spec.json"), "{\"training\":{\"epochs\":" + epochs + "}}");
      Files.writeString(run.resolve("environment.json"), "{}");
      Path metrics = run.resolve("metrics.csv");
      List<String> lines =
          new ArrayList<>(
              Files.exists(metrics) ? Files.readAllLines(metrics) : List.of("epoch,test_loss"));
      int end = request.until() == null ? epochs : Math.min(epochs, request.until());
      for (int trainedNow = 0; lines.size() - 1 < end && trainedNow < most; trainedNow++) {
        int epoch = lines.size();
        lines.add(String.format(Locale.ROOT, "%d,%s", epoch, metric.apply(request.id(), epoch)));
        trained.merge(request.id(), 1, Integer::sum);
      }
      Files.write(metrics, lines);
      if (lines.size() - 1 == epochs) {
        Files.writeString(run.resolve("model.safetensors"), "");
      }
      return new Outcome(lines.size() - 1 == end ? 0 : 137, "here", "killed");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** An executor of them. */
  RunExecutor executor(int slots, int most) {
    return new RunExecutor() {
      @Override
      public int slots() {
        return slots;
      }

      @Override
      public Outcome execute(RunRequest request) {
        return train(request, most);
      }

      @Override
      public void close() {}
    };
  }
}
