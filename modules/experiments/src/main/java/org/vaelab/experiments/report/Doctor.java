package org.vaelab.experiments.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.diagnosis.Diagnosis;
import org.vaelab.experiments.diagnosis.Fault;
import org.vaelab.experiments.diagnosis.NumberSymptoms;
import org.vaelab.experiments.report.FindingsPart.Finding;
import org.vaelab.experiments.run.Examining;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import org.vaelab.spec.SpecFile;

/**
 * Has runs examined.
 *
 * @param invocation how their data and models are loaded; null where their numbers alone are looked
 *     at
 * @param terminal told how it goes
 */
record Doctor(@Nullable Invocation invocation, Terminal terminal) {
  private static final String NUMBERS = "By the spec and the numbers of the epochs alone";

  FindingsPart examine(RunSummary run) {
    if (run.state() == RunState.DAMAGED) {
      return new FindingsPart(List.of(), "A damaged run cannot be examined.");
    }
    if (invocation != null && run.state() == RunState.FINISHED) {
      try {
        List<Diagnosis> found =
            Examining.examine(
                new ResumeOptions(run.folder(), null, false, invocation), false, terminal);
        return part(found, "By the spec, the numbers of the epochs, and what the model does.");
      } catch (InputException refused) {
        String reason = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        return byNumbers(run, NUMBERS + ", because the model could not be examined: " + reason);
      }
    }
    return byNumbers(
        run,
        run.state() == RunState.FINISHED
            ? NUMBERS + "; the model itself is examined by vaelab doctor."
            : NUMBERS + ": the run is not at its end.");
  }

  private static FindingsPart byNumbers(RunSummary run, String scope) {
    List<Diagnosis> found = new ArrayList<>();
    if (run.state() == RunState.DIVERGED) {
      found.add(
          new Diagnosis(
              Fault.DIVERGED, "run.log names the step and the first number that was not finite"));
    }
    Path spec = run.folder().resolve(RunFiles.SPEC);
    try {
      found.addAll(new NumberSymptoms(SpecFile.read(spec, List.of()), run.metrics().rows()).find());
    } catch (InputException unknown) {
      return part(found, "Not examined: the spec has words of code that was given with --with.");
    }
    return part(found, scope);
  }

  private static FindingsPart part(List<Diagnosis> found, String scope) {
    return new FindingsPart(
        found.stream()
            .map(
                each ->
                    new Finding(each.fault().toString(), each.evidence(), each.fault().advice()))
            .toList(),
        scope);
  }
}
