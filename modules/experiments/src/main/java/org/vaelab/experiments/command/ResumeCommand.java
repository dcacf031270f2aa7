package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.ExperimentRun;
import org.vaelab.experiments.run.NextSteps;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab resume}. */
@Command(
    name = "resume",
    description = {
      "Goes on from the last checkpoint of a run, exactly as if it had never been stopped.",
      "--data-dir, --device-memory and --threads are those of the run, unless given anew."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab resume runs/quickstart/20261121-120000",
      "  vaelab resume runs/quickstart/20261121-120000 --epochs 60"
    })
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(index = "0", paramLabel = "RUN", description = "the run folder")
  private Path run = Path.of("");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "train to that many epochs in all, instead of the spec's")
  private @Nullable Integer epochs;

  @Option(
      names = "--force",
      description =
          "go on although the spec, the data, the threads or the files of --with are not those of"
              + " the checkpoint")
  private boolean force;

  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Override
  public Integer call() {
    if (epochs != null && epochs < 1) {
      throw new InputException("--epochs must be >= 1, was " + epochs);
    }
    VaelabCommand program = Parents.of(parent);
    ExperimentRun.resume(
        new ResumeOptions(run, epochs, force, invocationOptions.load(program)), program.terminal());
    program.terminal().say(NextSteps.of(run));
    return VaelabCommand.DONE;
  }
}
