package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.run.ExperimentRun;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.NextSteps;
import org.vaelab.experiments.run.RunOptions;
import org.vaelab.spec.ExperimentSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab run}. */
@Command(
    name = "run",
    description = "Trains what an experiment file describes, and writes the run folder.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab run experiments/quickstart.json",
      "  vaelab run my.json --set training.epochs=3 --set seed=1 --out runs/short",
      "  vaelab run experiments/mnist/vae-fc.json --data-dir datasets --quiet"
    })
final class RunCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SpecOptions specOptions = new SpecOptions();
  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the run folder (default: runs/<name>/<time>)")
  private @Nullable Path out;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto, cpu, cuda or cuda:N; instead of the spec's")
  private @Nullable String device;

  @Option(names = "--overwrite", description = "replace an earlier run in the run folder")
  private boolean overwrite;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    if (device != null) {
      DeviceChoice.check("--device", device);
    }
    Invocation invocation = invocationOptions.load(program);
    ExperimentSpec spec = specOptions.read(invocation.extensions(), program.terminal()::say);
    if (device != null) {
      spec = spec.withDevice(device);
    }
    RunOptions options = new RunOptions(out, overwrite, invocation);
    Path run = ExperimentRun.run(spec, options, program.terminal());
    program.terminal().say(NextSteps.of(run));
    return VaelabCommand.DONE;
  }
}
