package org.vaelab.benchmarks;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.vaelab.data.LabelledImages;

/**
 * The parts of a step of training, each alone, and the whole step.
 *
 * <p>What a part needs from those before it is made outside of its time, and what it leaves is
 * freed outside of it. The whole step frees what it made, so it takes more than its parts.
 *
 * <p>The Java options are those of the launcher. JMH needs its classes open to subclasses.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {
  /**
   * Selects the rows of a batch.
   *
   * @param states has nothing yet
   * @return the batch
   */
  @Benchmark
  public LabelledImages gather(StepStates.Empty states) {
    return states.step.gather(states.scratch);
  }

  /**
   * Encodes, samples and decodes, and differentiates the loss by all weights: the program that
   * training runs.
   *
   * @param states has a batch
   * @return the gradients
   */
  @Benchmark
  public List<NDArray> gradients(StepStates.Gathered states) {
    return states.step.gradients(states.scratch, states.rows);
  }

  /**
   * The same as PyTorch records and differentiates it, as training does where there is no program.
   *
   * @param states has a batch
   * @return the gradients
   */
  @Benchmark
  public List<NDArray> recorded(StepStates.Gathered states) {
    return states.step.recorded(states.scratch, states.rows);
  }

  /**
   * Moves all weights by Adam.
   *
   * @param states has gradients
   */
  @Benchmark
  public void update(StepStates.Differentiated states) {
    states.step.update(states.gradients);
  }

  /**
   * All of them, one after the other.
   *
   * @param states has a network and images
   */
  @Benchmark
  public void step(StepStates.Ready states) {
    states.step.run();
  }
}
