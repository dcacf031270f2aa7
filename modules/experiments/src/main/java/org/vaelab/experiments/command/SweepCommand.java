package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.comparison.TextTable;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunNames;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunSpecs;
import org.vaelab.experiments.sweep.RunStatus;
import org.vaelab.experiments.sweep.SuccessiveHalving;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepPlan;
import org.vaelab.experiments.sweep.execution.Gpus;
import org.vaelab.experiments.sweep.execution.InProcessExecutor;
import org.vaelab.experiments.sweep.execution.LocalExecutor;
import org.vaelab.experiments.sweep.execution.RunExecutor;
import org.vaelab.experiments.sweep.execution.SparkExecutor;
import org.vaelab.experiments.sweep.execution.SparkInstallation;
import org.vaelab.experiments.sweep.execution.SweepRun;
import org.vaelab.experiments.sweep.execution.WorkerCommand;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code vaelab sweep}. */
@Command(
    name = "sweep",
    description = {
      "Trains all runs that a sweep file describes, and writes their table. What is trained is not"
          + " trained again: the same command goes on with a sweep that was ended.",
      "sweep table FILE writes the table of what there is."
    },
    mixinStandardHelpOptions = true,
    subcommands = {SweepTableCommand.class, SweepWorkerCommand.class})
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SweepFolderOptions sweep = new SweepFolderOptions();
  @Mixin private WithOptions with = new WithOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private MemoryOptions memory = new MemoryOptions();

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "the sweep file")
  private @Nullable Path path;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "how many runs are trained at a time, each in a process of its own (default: cores of"
              + " the machine / threads of the sweep, or its GPUs)")
  private @Nullable Integer processes;

  @Option(
      names = "--index",
      paramLabel = "N",
      description =
          "train the N-th run alone, from 0, in this process: for an indexed Job of Kubernetes or"
              + " an array of Slurm")
  private @Nullable Integer index;

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

  @Option(names = "--dry-run", description = "say which runs there are, and train nothing")
  private boolean dryRun;

  @Option(names = "--yes", description = "more than 1000 runs are meant")
  private boolean yes;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    check();
    if (path == null) {
      throw new ParameterException(command.commandLine(), "a sweep file is required");
    }
    SweepFile file = SweepFile.read(path);
    RunSpecs.checkSize(file, yes);
    Extensions extensions = with.load(program.vocabulary());
    if (dryRun) {
      RunSpecs specs = RunSpecs.of(file, extensions.vocabulary());
      program.terminal().say(list(specs) + "\n" + summary(specs));
      return VaelabCommand.DONE;
    }
    DataSources sources = data.sources();
    RunNames names = new RunNames(sources, extensions, file.spec().threads());
    Invocation invocation =
        new Invocation(
            file.spec().threads(),
            sources,
            memory.deviceMemory(),
            program.commandLine(),
            extensions);
    return index == null
        ? trainAll(file, names, invocation, program)
        : trainOne(file, index, names, invocation, program);
  }

  /** For the commands below this one. */
  VaelabCommand program() {
    return Parents.of(parent);
  }

  private void check() {
    if (processes != null && (processes < 1 || processes > 1024)) {
      throw new InputException("--processes must be from 1 to 1024, was " + processes);
    }
    if (processes != null && index != null) {
      throw new InputException("--index trains one run in this process; leave out --processes.");
    }
    if (spark != null && (processes != null || index != null)) {
      throw new InputException(
          "--spark leaves it to the cluster how many runs are trained at a time; leave out "
              + (processes != null ? "--processes." : "--index."));
    }
    for (String setting : sparkSettings) {
      if (spark == null || setting.indexOf('=') < 1) {
        throw new InputException(
            "--spark-conf must be key=value, and goes with --spark, was " + setting);
      }
    }
    if (spark != null && !spark.matches("(local|spark:|k8s:|yarn).*")) {
      throw new InputException(
          "--spark must be local[N], spark://host:port, k8s://https://host:port or yarn, was "
              + spark);
    }
    if (spark != null) {
      SparkInstallation.find(System.getenv());
    }
  }

  private int trainAll(
      SweepFile file, RunNames names, Invocation invocation, VaelabCommand program) {
    RunSpecs specs = RunSpecs.of(file, invocation.extensions().vocabulary());
    program.terminal().say(summary(specs));
    SweepFolder folder = sweep.folder(file);
    folder.create();
    return folder.locked(() -> train(file, specs, names, invocation, program));
  }

  private int train(
      SweepFile file,
      RunSpecs specs,
      RunNames names,
      Invocation invocation,
      VaelabCommand program) {
    SweepFolder folder = sweep.folder(file);
    SweepPlan plan = SweepPlan.of(specs, names);
    folder.writePlan(plan.runs(), SweepFolderOptions.identity(file));
    SweepRun run =
        new SweepRun(file, plan, folder, invocation.extensions().vocabulary(), program.terminal());
    try (RunExecutor executor = executor(file, folder, invocation)) {
      return program
          .terminal()
          .stop()
          .saying(
              () -> "stopped; the same command goes on with the sweep.",
              () -> finish(run.train(executor), folder, program));
    }
  }

  private RunExecutor executor(SweepFile file, SweepFolder folder, Invocation invocation) {
    WorkerCommand worker = new WorkerCommand(folder, workerOptions(invocation, with.files()));
    if (spark != null) {
      return SparkExecutor.start(
          worker,
          SparkInstallation.find(System.getenv()),
          spark,
          file.spec().threads(),
          sparkSettings);
    }
    List<String> gpus = Gpus.of(System.getenv());
    int cores = Runtime.getRuntime().availableProcessors();
    int standard = gpus.isEmpty() ? Math.max(1, cores / file.spec().threads()) : gpus.size();
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

  private static int finish(List<RunStatus> statuses, SweepFolder folder, VaelabCommand program) {
    long failed = count(statuses, RunPhase.FAILED);
    long diverged = count(statuses, RunPhase.DIVERGED);
    statuses.stream()
        .filter(status -> status.phase() == RunPhase.FAILED)
        .forEach(
            status ->
                program
                    .terminal()
                    .complain(
                        "run "
                            + status.id()
                            + " failed after "
                            + status.attempts()
                            + " attempts: "
                            + status.message()));
    program
        .terminal()
        .say(
            count(statuses, RunPhase.FINISHED)
                + " runs finished, "
                + count(statuses, RunPhase.PRUNED)
                + " pruned, "
                + diverged
                + " diverged, "
                + failed
                + " failed\ntable: "
                + folder.path().resolve("table.md"));
    return failed > 0
        ? VaelabCommand.INPUT
        : diverged > 0 ? VaelabCommand.DIVERGED : VaelabCommand.DONE;
  }

  private static long count(List<RunStatus> statuses, RunPhase phase) {
    return statuses.stream().filter(status -> status.phase() == phase).count();
  }

  /** The table is made by {@code sweep table}: nobody knows which of many is the last. */
  private int trainOne(
      SweepFile file, int number, RunNames names, Invocation invocation, VaelabCommand program) {
    if (file.spec().method() instanceof SuccessiveHalving) {
      throw new InputException(
          "--index trains one run without the others, and a halving compares them; leave it out,"
              + " or use method random.");
    }
    RunSpecs specs = RunSpecs.one(file, invocation.extensions().vocabulary(), number);
    SweepPlan plan = SweepPlan.of(specs, names);
    PlannedRun run = plan.runs().get(0);
    SweepFolder folder = sweep.folder(file);
    folder.create();
    InProcessExecutor executor =
        new InProcessExecutor(folder, plan.specs(), invocation, program.terminal());
    RunStatus status = SweepRun.trainOne(folder, executor, file.spec().retries(), run.id());
    program.terminal().say("run " + number + ", " + run.id() + ": " + status.phase());
    return finish(List.of(status), folder, program);
  }

  private static TextTable list(RunSpecs specs) {
    List<String> paths =
        specs.drafts().stream()
            .flatMap(draft -> draft.values().keySet().stream())
            .distinct()
            .toList();
    List<String> head = new ArrayList<>(List.of("index"));
    head.addAll(paths);
    head.addAll(List.of("seed", "epochs"));
    TextTable table = new TextTable(head);
    for (int i = 0; i < specs.drafts().size(); i++) {
      RunSpecs.Draft draft = specs.drafts().get(i);
      List<String> row = new ArrayList<>(List.of(Integer.toString(i)));
      paths.forEach(
          each -> {
            var value = draft.values().get(each);
            row.add(value == null ? "-" : value.json());
          });
      row.add(Long.toString(draft.spec().seed()));
      row.add(Integer.toString(draft.spec().training().epochs()));
      table.add(row);
    }
    return table;
  }

  /** "24 runs: 12 configurations with 2 seeds each, 120 epochs". */
  static String summary(RunSpecs specs) {
    long configurations =
        specs.drafts().stream().mapToInt(RunSpecs.Draft::configuration).distinct().count();
    int seeds = Math.max(1, specs.file().spec().seeds().size());
    return String.format(
        Locale.ROOT,
        "%s: %,d runs, %,d configurations with %d seed%s each, %s%,d epochs",
        specs.file().file(),
        specs.drafts().size(),
        configurations,
        seeds,
        seeds == 1 ? "" : "s",
        specs.file().spec().method() instanceof SuccessiveHalving ? "at most " : "",
        specs.epochs());
  }
}
