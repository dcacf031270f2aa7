package org.vaelab.experiments.command;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.evaluation.EvaluationReport;
import org.vaelab.experiments.evaluation.ReportFormat;
import org.vaelab.experiments.run.Evaluating;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measures the model of a run that is done: likelihood, codes, samples, with standard errors.",
      "The numbers go to evaluation.json in the run's folder, and to the terminal as a table. An",
      "evaluation that was stopped goes on with the images that are left.",
      "--data-dir, --device-memory and --threads are those of the run, unless given anew."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab evaluate runs/quickstart/20261121-120000",
      "  vaelab evaluate runs/quickstart/20261121-120000 --metrics elbo,log-likelihood"
          + " --importance-samples 5000"
    })
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(index = "0", paramLabel = "RUN", description = "the run folder")
  private Path run = Path.of("");

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "M",
      description =
          "what to measure: accuracy, elbo, log-likelihood, bits-per-dimension, active-units,"
              + " kl-per-dimension, elbo-surgery, linear-probe, nearest-neighbour,"
              + " reconstruction-error, conditional-accuracy, classifier-features,"
              + " classification-accuracy-score (default: the spec's; where it has none, all that"
              + " are possible but the last, which trains)")
  private List<String> metrics = List.of();

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description = "draws per image for the log-likelihood (default: the spec's, 1000)")
  private @Nullable Integer samples;

  @Option(
      names = "--classifier",
      paramLabel = "RUN",
      description =
          "a run whose classifier judges samples (default: the spec's; where it has none, one that"
              + " is trained now)")
  private @Nullable Path classifier;

  @Option(
      names = "--split",
      paramLabel = "S",
      description = "test, validation or train (default: the spec's, test)")
  private @Nullable String split;

  @Option(names = "--limit", paramLabel = "N", description = "the first N images alone")
  private @Nullable Integer limit;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "text (the default), markdown, latex or json")
  private String format = ReportFormat.TEXT.toString();

  @Option(names = "--force", description = "measure although the data are not those of the run")
  private boolean force;

  @Mixin private InvocationOptions invocationOptions = new InvocationOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    ReportFormat chosen = format();
    EvaluationReport report =
        Evaluating.evaluate(
            new ResumeOptions(run, null, force, invocationOptions.load(program)),
            changes(),
            program.terminal());
    program.terminal().show(chosen.show(report));
    return VaelabCommand.DONE;
  }

  private ReportFormat format() {
    for (ReportFormat each : ReportFormat.values()) {
      if (each.toString().equals(format)) {
        return each;
      }
    }
    throw new InputException("--format must be text, markdown, latex or json, was " + format);
  }

  /** What the command line says, as changes of the spec: the same words, checks and messages. */
  private List<String> changes() {
    List<String> changes = new ArrayList<>();
    if (!metrics.isEmpty()) {
      String words =
          metrics.stream()
              .map(each -> "\"" + each.strip().replace("\"", "") + "\"")
              .collect(Collectors.joining(",", "[", "]"));
      changes.add("evaluation.metrics=" + words);
    }
    if (samples != null) {
      changes.add("evaluation.importanceSamples=" + samples);
    }
    if (classifier != null) {
      String absolute = classifier.toAbsolutePath().normalize().toString();
      changes.add("evaluation.classifier=" + TextNode.valueOf(absolute));
    }
    if (split != null) {
      changes.add("evaluation.split=\"" + split.replace("\"", "") + "\"");
    }
    if (limit != null) {
      changes.add("evaluation.limit=" + limit);
    }
    return changes;
  }
}
