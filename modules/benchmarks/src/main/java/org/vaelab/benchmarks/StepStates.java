package org.vaelab.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.vaelab.data.LabelledImages;

/**
 * How far a step has come before the part that is timed; each state goes one part further than the
 * one it extends. JMH does not promise an order among the methods of a hierarchy, so it sees one.
 *
 * <p>They are prepared anew for each call, which JMH advises against for calls of less than a
 * millisecond: the clock is read around each. A part of a step takes that long, or nearly.
 */
@SuppressWarnings("NullAway.Init")
public final class StepStates {
  private StepStates() {}

  /** A network and images. */
  @State(Scope.Benchmark)
  public static class Ready {
    /** The network. */
    @Param({"FC", "CNN"})
    public Architecture architecture;

    /** Images a step. */
    @Param({"64", "128", "512"})
    public int batch;

    /** How many threads an operation of PyTorch may use. */
    @Param("2")
    public int threads;

    TimedStep step;

    /** Makes the network. */
    @Setup(Level.Trial)
    public void prepare() {
      step = new TimedStep(architecture.spec(), batch, threads);
    }

    /** Frees it. */
    @TearDown(Level.Trial)
    public void close() {
      step.close();
    }
  }

  /** Before a batch is selected. */
  @State(Scope.Benchmark)
  public static class Empty extends Ready {
    NDManager scratch;

    /** Takes the parts of a step that come before the timed one. */
    @Setup(Level.Invocation)
    public final void begin() {
      scratch = step.newScratch();
      advance();
    }

    /** Frees the arrays of the step. */
    @TearDown(Level.Invocation)
    public final void end() {
      scratch.close();
    }

    void advance() {}
  }

  /** Before the gradients. */
  @State(Scope.Benchmark)
  public static class Gathered extends Empty {
    LabelledImages rows;

    @Override
    void advance() {
      rows = step.gather(scratch);
    }
  }

  /** Before the update. */
  @State(Scope.Benchmark)
  public static class Differentiated extends Gathered {
    List<NDArray> gradients;

    @Override
    void advance() {
      super.advance();
      gradients = step.gradients(scratch, rows);
    }
  }
}
