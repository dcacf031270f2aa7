package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.report.ReportFile;
import org.vaelab.experiments.report.ReportSubject;
import org.vaelab.experiments.report.ReportWriter;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab report}. */
@Command(
    name = "report",
    description = {
      "Writes one page for browsers about a run, several runs side by side, or a sweep: what was"
          + " run, curves, figures, evaluation, what doctor finds, and how to repeat it.",
      "The page is one file that needs no network."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab report runs/quickstart/20261121-120000",
      "  vaelab report runs/a runs/b --out compared.html",
      "  vaelab report runs/sweeps/beta --follow"
    })
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "RUN",
      description = "run folders, a folder that has some, or the folder of a sweep")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the page (default: report.html in the folder that is given, of several in the present"
              + " one)")
  private @Nullable Path out;

  @Option(
      names = "--follow",
      description =
          "write the page again every two seconds while a run is being trained, until it ends; an"
              + " open page reloads itself")
  private boolean follow;

  @Option(
      names = "--quick",
      description = "leave out what needs data and model: that part of what doctor finds")
  private boolean quick;

  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Terminal terminal = program.terminal();
    ReportSubject subject = new ReportSubject(runs);
    ReportFile file = new ReportFile(out == null ? subject.usualFile() : out);
    Invocation invocation = quick ? null : invocationOptions.load(program);
    ReportWriter writer = new ReportWriter(subject, file, invocation, terminal);
    if (follow) {
      terminal.say("following; open " + file.path() + ", which reloads itself");
      terminal
          .stop()
          .saying(
              () -> "stopped; " + file.path() + " is as it was written last.",
              () -> {
                writer.follow();
                return VaelabCommand.DONE;
              });
    } else {
      writer.write();
    }
    terminal.show("report: " + file.path());
    return VaelabCommand.DONE;
  }
}
