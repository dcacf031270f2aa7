package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.diagnosis.Diagnosis;
import org.vaelab.experiments.run.Examining;
import org.vaelab.experiments.run.ResumeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what is wrong with a run, with the evidence and what to try.",
      "It looks at the spec, at the numbers of the epochs and at what the model does with its"
          + " data.",
      "A run that diverged is trained again from its last checkpoint, to name the first array that",
      "was not finite.",
      "--data-dir, --device-memory and --threads are those of the run, unless given anew."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab doctor runs/quickstart/20261121-120000"})
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(index = "0", paramLabel = "RUN", description = "the run folder")
  private Path run = Path.of("");

  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    boolean diverged = RunSummary.read(run).state() == RunState.DIVERGED;
    List<Diagnosis> found =
        Examining.examine(
            new ResumeOptions(run, null, false, invocationOptions.load(program)),
            diverged,
            program.terminal());
    if (found.isEmpty()) {
      program.terminal().show(run + ": nothing found wrong");
    }
    found.forEach(each -> program.terminal().show(each.toString()));
    return VaelabCommand.DONE;
  }
}
