package org.vaelab.experiments.command;

import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Dataset;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.NetworkSize;
import org.vaelab.experiments.sweep.RunSpecs;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.json.Words;
import org.vaelab.spec.ExperimentSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab validate}. */
@Command(
    name = "validate",
    description =
        "Checks an experiment file, or a sweep file with all its runs, and says what it describes;"
            + " trains nothing.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab validate my.json",
      "  vaelab validate my.json --set model.latent=0"
    })
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SpecOptions specOptions = new SpecOptions();
  @Mixin private WithOptions withOptions = new WithOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Extensions extensions = withOptions.load(program.vocabulary());
    extensions.brought().forEach(program.terminal()::say);
    if (SweepFile.isSweep(specOptions.file())) {
      return validateSweep(program, extensions);
    }
    ExperimentSpec spec = specOptions.read(extensions, program.terminal()::say);
    spec.advice().forEach(program.terminal()::complain);
    Dataset dataset = spec.data().dataset();
    program
        .terminal()
        .show(
            String.format(
                Locale.ROOT,
                "%s is valid: %s with %,d parameters on %s, %d epochs in batches of %d",
                specOptions.file(),
                Words.a(spec.model().kind()),
                NetworkSize.parameters(spec),
                dataset.name(),
                spec.training().epochs(),
                spec.training().batchSize()));
    return VaelabCommand.DONE;
  }

  /** Every spec of it is checked. */
  private int validateSweep(VaelabCommand program, Extensions extensions) {
    SweepFile file = SweepFile.read(specOptions.file());
    RunSpecs.checkSize(file, true);
    RunSpecs specs = RunSpecs.of(file, extensions.vocabulary());
    LongSummaryStatistics parameters =
        specs.drafts().stream()
            .map(draft -> new Sized(draft.spec()))
            .distinct()
            .mapToLong(sized -> NetworkSize.parameters(sized.spec()))
            .summaryStatistics();
    program
        .terminal()
        .show(
            String.format(
                Locale.ROOT,
                "%s is valid: %s, networks of %,d%s parameters",
                file.file(),
                SweepListing.summary(specs).replaceFirst(".*: ", ""),
                parameters.getMin(),
                parameters.getMin() == parameters.getMax()
                    ? ""
                    : String.format(Locale.ROOT, " to %,d", parameters.getMax())));
    return VaelabCommand.DONE;
  }

  /** Equal where the networks are. */
  private record Sized(ExperimentSpec spec) {
    private Object network() {
      return List.of(spec.model(), spec.loss(), spec.data().dataset());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sized sized && network().equals(sized.network());
    }

    @Override
    public int hashCode() {
      return network().hashCode();
    }
  }
}
