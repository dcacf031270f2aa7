package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.Redrawing;
import org.vaelab.experiments.run.ResumeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab figures}. */
@Command(
    name = "figures",
    description = {
      "Draws the figures of a run that is done again, or others, without training.",
      "--data-dir, --device-memory and --threads are those of the run, unless given anew."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab figures runs/quickstart/20261121-120000",
      "  vaelab figures runs/quickstart/20261121-120000 manifold"
          + " '{\"type\":\"samples\",\"rows\":2}' --out pictures"
    })
final class FiguresCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(index = "0", paramLabel = "RUN", description = "the run folder")
  private Path run = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "FIGURE",
      description =
          "what to draw, as in a spec: a word such as samples, or JSON such as"
              + " '{\"type\":\"samples\",\"rows\":2}' (default: the figures of the run's spec)")
  private List<String> figures = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where the pictures go, replacing those of the same name (default: RUN/figures)")
  private @Nullable Path out;

  @Option(names = "--force", description = "draw although the data are not those of the training")
  private boolean force;

  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Invocation invocation = invocationOptions.load(program);
    Path drawn =
        Redrawing.draw(
            new ResumeOptions(run, null, force, invocation), figures, out, program.terminal());
    program.terminal().show("figures: " + drawn);
    return VaelabCommand.DONE;
  }
}
