package org.vaelab.experiments.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.verification.Finding;
import org.vaelab.experiments.verification.Referee;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab verify}. */
@Command(
    name = "verify",
    description = {
      "Checks every estimator against models whose answers are known exactly.",
      "Mistakes that were made elsewhere are planted on purpose; each must be found."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab verify"})
final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    long start = System.nanoTime();
    List<Finding> findings = Referee.findings();
    findings.forEach(each -> program.terminal().show(line(each)));
    long planted = findings.stream().filter(Finding::planted).count();
    long caught = findings.stream().filter(each -> each.planted() && each.right()).count();
    long alarms = findings.stream().filter(each -> !each.planted() && !each.right()).count();
    program
        .terminal()
        .show(
            String.format(
                Locale.ROOT,
                "%d of %d planted mistakes caught, %d false alarms in %d examinations, %.1f s",
                caught,
                planted,
                alarms,
                findings.size() - planted,
                (System.nanoTime() - start) / 1e9));
    return caught == planted && alarms == 0 ? VaelabCommand.DONE : VaelabCommand.FAULT;
  }

  /** Vaelab's own code, and below it indented what was planted; a terminal need not be wide. */
  static String line(Finding finding) {
    String evidence = finding.fault().map(fault -> ": " + fault).orElse("");
    return finding.planted()
        ? "  " + verdict(finding) + "  " + finding.name() + evidence
        : verdict(finding) + "  " + finding.subject() + ": " + finding.name() + evidence;
  }

  private static String verdict(Finding finding) {
    if (finding.planted()) {
      return finding.right() ? "caught" : "MISSED";
    }
    return finding.right() ? "right" : "WRONG";
  }
}
