package org.vaelab.experiments.sweep.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.files.FileFaults;

/** Reads what came out of runs; a finished one is read once. */
public final class ResultReader {
  private static final String EVALUATION = "evaluation.json";

  private final SweepFolder folder;
  private final Map<String, RunResult> finished = new ConcurrentHashMap<>();

  /**
   * A reader.
   *
   * @param folder of the sweep
   */
  public ResultReader(SweepFolder folder) {
    this.folder = folder;
  }

  /**
   * What came out so far.
   *
   * @param runs of the sweep
   * @return in the same order
   */
  public List<RunResult> read(List<PlannedRun> runs) {
    return runs.stream().map(this::read).toList();
  }

  private RunResult read(PlannedRun run) {
    RunResult known = finished.get(run.id());
    if (known != null) {
      return new RunResult(run, known.phase(), known.metrics(), known.numbers());
    }
    Optional<RunSummary> summary = folder.summary(run.id());
    RunPhase phase = phase(run.id(), summary);
    MetricsTable metrics =
        summary.map(RunSummary::metrics).orElseGet(() -> new MetricsTable(List.of()));
    RunResult result = new RunResult(run, phase, metrics, numbers(run.id(), metrics));
    if (phase == RunPhase.FINISHED) {
      finished.put(run.id(), result);
    }
    return result;
  }

  /** The run folder knows best; why a run ended before its end, only the sweep does. */
  private RunPhase phase(String id, Optional<RunSummary> summary) {
    RunState state = summary.map(RunSummary::state).orElse(RunState.STOPPED);
    if (state == RunState.FINISHED) {
      return RunPhase.FINISHED;
    }
    if (state == RunState.DIVERGED) {
      return RunPhase.DIVERGED;
    }
    RunPhase written = folder.status(id).phase();
    return written == RunPhase.FINISHED ? RunPhase.WAITING : written;
  }

  private Map<String, Double> numbers(String id, MetricsTable metrics) {
    Map<String, Double> numbers = new TreeMap<>();
    int epochs = metrics.rows().size();
    if (epochs > 0) {
      numbers.putAll(metrics.rows().get(epochs - 1));
    }
    Path evaluation = folder.run(id).resolve(EVALUATION);
    if (Files.isRegularFile(evaluation)) {
      try {
        collect("", JsonMapper.builder().build().readTree(Files.readString(evaluation)), numbers);
      } catch (IOException damaged) {
        throw FileFaults.cannotRead(evaluation, damaged);
      }
    }
    return numbers;
  }

  /** Every number of a JSON text by its path, such as {@code elbo.value}. */
  private static void collect(String path, JsonNode node, Map<String, Double> numbers) {
    if (node.isNumber()) {
      numbers.put(path, node.asDouble());
    }
    node.properties()
        .forEach(
            field ->
                collect(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    numbers));
  }
}
