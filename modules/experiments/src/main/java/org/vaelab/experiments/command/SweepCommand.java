package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Durations;
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
import org.vaelab.experiments.sweep.execution.InProcessExecutor;
import org.vaelab.experiments.sweep.execution.RunExecutor;
import org.vaelab.experiments.sweep.execution.SweepRun;
import org.vaelab.experiments.sweep.execution.SweepTrial;
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
    footer = {
      "",
      "Examples:",
      "  vaelab sweep experiments/sweeps/beta-latent.json --processes 2",
      "  vaelab sweep experiments/sweeps/beta-latent.json --dry-run",
      "  vaelab sweep experiments/sweeps/beta-latent.json --index 3"
    },
    subcommands = {SweepTableCommand.class, SweepWorkerCommand.class})
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SweepFolderOptions sweep = new SweepFolderOptions();
  @Mixin private WithOptions with = new WithOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private MemoryOptions memory = new MemoryOptions();
  @Mixin private ExecutorOptions executors = new ExecutorOptions();

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "the sweep file")
  private @Nullable Path path;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--index",
      paramLabel = "N",
      description =
          "train the N-th run alone, from 0, in this process: for an indexed Job of Kubernetes or"
              + " an array of Slurm")
  private @Nullable Integer index;

  @Option(names = "--dry-run", description = "say which runs there are, and train nothing")
  private boolean dryRun;

  @Option(
      names = "--trial",
      description =
          "train the first epoch of the smallest and of the largest network alone, and say about"
              + " how long the sweep takes; it goes on from them")
  private boolean trial;

  @Option(names = "--yes", description = "more than 1000 runs are meant")
  private boolean yes;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    executors.check(index != null);
    if (path == null) {
      throw new ParameterException(command.commandLine(), "a sweep file is required");
    }
    SweepFile file = SweepFile.read(path);
    RunSpecs.checkSize(file, yes);
    Extensions extensions = with.load(program.vocabulary());
    if (dryRun) {
      RunSpecs specs = RunSpecs.of(file, extensions.vocabulary());
      program.terminal().show(SweepListing.table(specs) + "\n" + SweepListing.summary(specs));
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

  private int trainAll(
      SweepFile file, RunNames names, Invocation invocation, VaelabCommand program) {
    RunSpecs specs = RunSpecs.of(file, invocation.extensions().vocabulary());
    program.terminal().say(SweepListing.summary(specs));
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
    folder.writePlan(SweepFolderOptions.plan(file, plan.runs()));
    SweepRun run =
        new SweepRun(file, plan, folder, invocation.extensions().vocabulary(), program.terminal());
    try (RunExecutor executor = executors.start(file, folder, invocation, with.files())) {
      if (trial) {
        SweepTrial first = new SweepTrial(plan, folder, invocation.extensions().vocabulary());
        return program
            .terminal()
            .stop()
            .saying(() -> "stopped.", () -> tried(first, executor, program));
      }
      return program
          .terminal()
          .stop()
          .saying(
              () -> "stopped; the same command goes on with the sweep.",
              () -> finish(run.train(executor), folder, program));
    }
  }

  private static int tried(SweepTrial trial, RunExecutor executor, VaelabCommand program) {
    int slots = executor.slots();
    program
        .terminal()
        .say(
            "about "
                + Durations.words(trial.estimate(executor))
                + " from beginning to end, with "
                + (slots == 1 ? "one run" : slots + " runs")
                + " at a time; without --trial the sweep goes on from here");
    return VaelabCommand.DONE;
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
        .show(
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
}
