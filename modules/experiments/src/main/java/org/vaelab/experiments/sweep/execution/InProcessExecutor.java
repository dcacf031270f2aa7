package org.vaelab.experiments.sweep.execution;

import java.util.Map;
import java.util.Objects;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.DivergedException;

/**
 * Trains one run at a time in this very process, as a machine of a cluster does that was given the
 * number of a run.
 *
 * @param folder of the sweep
 * @param specs of the runs, by their names
 * @param invocation how they are trained
 * @param terminal told how it goes
 */
public record InProcessExecutor(
    SweepFolder folder, Map<String, ExperimentSpec> specs, Invocation invocation, Terminal terminal)
    implements RunExecutor {
  private static final int INPUT = 2;
  private static final int DIVERGED = 3;

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public Outcome execute(RunRequest request) {
    ExperimentSpec spec = Objects.requireNonNull(specs.get(request.id()));
    try {
      new RunWorker(folder.run(request.id()), request.until(), invocation, terminal).train(spec);
      return new Outcome(0, Hosts.own(), "");
    } catch (InputException wrong) {
      return new Outcome(INPUT, Hosts.own(), String.valueOf(wrong.getMessage()));
    } catch (DivergedException diverged) {
      terminal.complain("training diverged: " + diverged.getMessage());
      return new Outcome(DIVERGED, Hosts.own(), String.valueOf(diverged.getMessage()));
    }
  }

  @Override
  public void close() {}
}
