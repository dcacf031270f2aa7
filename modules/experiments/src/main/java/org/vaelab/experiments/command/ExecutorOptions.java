package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.execution.Gpus;
import org.vaelab.experiments.sweep.execution.LocalExecutor;
import org.vaelab.experiments.sweep.execution.RunExecutor;
import org.vaelab.experiments.sweep.execution.SparkExecutor;
import org.vaelab.experiments.sweep.execution.SparkInstallation;
import org.vaelab.experiments.sweep.execution.WorkerCommand;
import org.vaelab.input.InputException;
import picocli.CommandLine.Option;

/** Where the runs of a sweep are trained. */
final class ExecutorOptions {
  private static final int MOST_PROCESSES = 1024;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "how many runs are trained at a time, each in a process of its own (default: cores of"
              + " the machine / threads of the sweep, or its GPUs)")
  private @Nullable Integer processes;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "train the runs on a cluster of Apache Spark 4: local[2], spark://host:7077,"
              + " k8s://https://host:6443 or yarn; --out must be shared with it")
  private @Nullable String spark;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "a setting of Spark, such as spark.executor.memory=512m; may be repeated")
  private List<String> sparkSettings = new ArrayList<>();

  /**
   * Refuses what does not go together, before any work; {@code single} for one run in this process.
   */
  void check(boolean single) {
    if (processes != null && (processes < 1 || processes > MOST_PROCESSES)) {
      throw new InputException(
          "--processes must be from 1 to " + MOST_PROCESSES + ", was " + processes);
    }
    if (processes != null && single) {
      throw new InputException("--index trains one run in this process; leave out --processes.");
    }
    for (String setting : sparkSettings) {
      if (spark == null || setting.indexOf('=') < 1) {
        throw new InputException(
            "--spark-conf must be key=value, and goes with --spark, was " + setting);
      }
    }
    if (spark != null) {
      checkSpark(spark, single);
    }
  }

  private void checkSpark(String master, boolean single) {
    if (processes != null || single) {
      throw new InputException(
          "--spark leaves it to the cluster how many runs are trained at a time; leave out "
              + (processes != null ? "--processes." : "--index."));
    }
    if (!master.matches("(local|spark:|k8s:|yarn).*")) {
      throw new InputException(
          "--spark must be local[N], spark://host:port, k8s://https://host:port or yarn, was "
              + master);
    }
    SparkInstallation.find(System.getenv());
  }

  /** What trains the runs; to be closed. */
  RunExecutor start(
      SweepFile file, SweepFolder folder, Invocation invocation, List<Path> withFiles) {
    WorkerCommand worker = new WorkerCommand(folder, workerOptions(invocation, withFiles));
    int threads = file.spec().threads();
    if (spark != null) {
      return SparkExecutor.start(
          worker, SparkInstallation.find(System.getenv()), spark, threads, sparkSettings);
    }
    List<String> gpus = Gpus.of(System.getenv());
    int cores = Runtime.getRuntime().availableProcessors();
    int standard = gpus.isEmpty() ? Math.max(1, cores / threads) : gpus.size();
    return new LocalExecutor(worker, processes == null ? standard : processes, gpus);
  }

  /** What a process that trains a run must be told of this command line. */
  private static List<String> workerOptions(Invocation invocation, List<Path> withFiles) {
    List<String> options = new ArrayList<>(List.of("--watch-parent"));
    options.addAll(List.of("--threads", String.valueOf(invocation.threads())));
    invocation.sources().folders().stream()
        .findFirst()
        .ifPresent(
            first ->
                options.addAll(List.of("--data-dir", first.path().toAbsolutePath().toString())));
    for (Path each : withFiles) {
      options.addAll(List.of("--with", each.toAbsolutePath().toString()));
    }
    if (invocation.deviceMemory() != null) {
      options.addAll(List.of("--device-memory", String.valueOf(invocation.deviceMemory().bytes())));
    }
    return options;
  }
}
