package org.vaelab.experiments.reproduction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.reproduction.Reproduction.Choice;
import org.vaelab.experiments.run.EarlierRun;
import org.vaelab.experiments.run.ExperimentRun;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.Redrawing;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.RunOptions;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecWords;

/**
 * Sees to it that a run is there with its figures.
 *
 * @param choice whether it may be trained
 * @param redraw whether its figures are drawn again where they are there
 * @param threads that an operation of a new run may use
 * @param sources where the user keeps data
 * @param terminal told how it goes
 * @param command as typed, for the record
 */
record RunMaker(
    Choice choice,
    boolean redraw,
    int threads,
    DataSources sources,
    Terminal terminal,
    String command) {
  /** Leaves a run alone that is there, goes on with one that was stopped, or begins anew. */
  void make(EarlierRun earlier, ExperimentSpec spec, List<String> pictures) {
    Path folder = earlier.folder();
    if (!earlier.isThere()) {
      requireAllowed();
      ownLog(
          own -> ExperimentRun.run(spec, new RunOptions(folder, true, invocation(threads)), own));
      return;
    }
    requireSame(earlier, spec);
    if (!earlier.isTrained()) {
      requireAllowed();
      earlier.adopt(spec);
      ownLog(own -> goOn(folder, spec, own));
      return;
    }
    boolean drawn =
        earlier.isExactly(spec)
            && pictures.stream()
                .allMatch(
                    each -> Files.isRegularFile(folder.resolve(RunFiles.FIGURES).resolve(each)));
    if (drawn && !redraw) {
      terminal.say(folder + " is there");
      return;
    }
    terminal.say(folder + " is there; its figures are drawn again");
    earlier.adopt(spec);
    ownLog(
        own ->
            Redrawing.draw(
                new ResumeOptions(folder, null, false, invocation(null)), List.of(), null, own));
  }

  private void goOn(Path folder, ExperimentSpec spec, Terminal own) {
    if (ExperimentRun.isResumable(folder)) {
      // With the threads it was begun with: others would round differently.
      ExperimentRun.resume(new ResumeOptions(folder, null, false, invocation(null)), own);
    } else {
      ExperimentRun.run(spec, new RunOptions(folder, true, invocation(threads)), own);
    }
  }

  private void requireAllowed() {
    if (choice == Choice.PRESENT) {
      throw new InputException("no run of it is there yet");
    }
  }

  /** A run of hours is not replaced because a file was changed since: its owner decides. */
  private void requireSame(EarlierRun earlier, ExperimentSpec spec) {
    List<String> differences = new ArrayList<>(earlier.differences(spec));
    if (differences.isEmpty()) {
      differences.addAll(earlier.otherData(spec, invocation(null)));
    }
    if (!differences.isEmpty()) {
      throw new InputException(
          earlier.folder()
              + " holds another run: "
              + String.join("; ", differences)
              + ". Move or remove that folder to run it anew.");
    }
  }

  private void ownLog(Consumer<Terminal> work) {
    try (RunLog log = RunLog.start()) {
      work.accept(terminal.withLog(log));
    }
  }

  private Invocation invocation(@Nullable Integer number) {
    return new Invocation(number, sources, null, command, Extensions.none(SpecWords.builtIn()));
  }
}
