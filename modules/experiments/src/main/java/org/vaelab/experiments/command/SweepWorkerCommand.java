package org.vaelab.experiments.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.sweep.execution.RunWorker;
import org.vaelab.spec.SpecFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab sweep run}: what a sweep starts for each run; people have no use for it. */
@Command(
    name = "run",
    hidden = true,
    description = "Trains one run of a sweep, or goes on with it.",
    mixinStandardHelpOptions = true)
final class SweepWorkerCommand implements Callable<Integer> {
  @ParentCommand private @Nullable SweepCommand sweepCommand;
  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Parameters(index = "0", paramLabel = "SPEC", description = "the spec of the run")
  private Path spec = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "its folder")
  private Path run = Path.of("");

  @Option(names = "--until", paramLabel = "N", description = "pause after that epoch")
  private @Nullable Integer until;

  @Option(
      names = "--watch-parent",
      description = "end when the standard input does: with the process that started this one")
  private boolean watchParent;

  @Override
  public Integer call() {
    VaelabCommand program = sweepCommand == null ? Parents.of(null) : sweepCommand.program();
    if (watchParent) {
      Thread watch = new Thread(SweepWorkerCommand::awaitEnd, "parent");
      watch.setDaemon(true);
      watch.start();
    }
    Invocation invocation = invocationOptions.load(program);
    new RunWorker(run, until, invocation, program.terminal())
        .train(SpecFile.read(spec, List.of(), invocation.extensions().vocabulary()));
    return VaelabCommand.DONE;
  }

  /** A process that was killed cannot end what it started; its pipes end with it. */
  private static void awaitEnd() {
    try {
      int next = System.in.read();
      while (next >= 0) {
        next = System.in.read();
      }
    } catch (IOException gone) {
      // The same.
    }
    System.exit(VaelabCommand.STOPPED);
  }
}
