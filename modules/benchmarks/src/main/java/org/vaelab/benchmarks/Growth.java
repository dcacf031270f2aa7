package org.vaelab.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.vaelab.models.vae.VaeSpec;

/**
 * How the time of a step grows with the batch, the hidden width and the latent size of a fully
 * connected VAE, as tables in Markdown.
 *
 * <p>Each row is the median of the steps that fit into some seconds, after a tenth of them to warm
 * up; beside it the range that the middle eight of ten steps lie in.
 */
public final class Growth {
  private static final int HIDDEN = 400;
  private static final int BATCH = 128;
  private static final int LEAST_STEPS = 10;

  private final PrintStream out;
  private final double seconds;
  private final int threads;

  private Growth(PrintStream out, double seconds, int threads) {
    this.out = out;
    this.seconds = seconds;
    this.threads = threads;
  }

  /**
   * Prints the tables.
   *
   * @param arguments seconds a row (10), and threads (2)
   */
  public static void main(String[] arguments) {
    double seconds;
    int threads;
    try {
      seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
      threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    } catch (NumberFormatException problem) {
      seconds = 0;
      threads = 0;
    }
    if (arguments.length > 2 || !(seconds > 0) || threads < 1) {
      System.err.println(
          "expected at most two numbers, seconds a row (> 0) and threads (>= 1), were "
              + String.join(" ", arguments));
      System.exit(2);
    }
    new Growth(System.out, seconds, threads).print();
  }

  private void print() {
    out.printf("%s threads, 784-hidden-latent mirrored, Adam%n", threads);
    // The first network a process runs takes longer: classes are loaded, code is compiled.
    time(Architecture.fc(HIDDEN, Architecture.LATENT), BATCH);
    head("batch", "hidden " + HIDDEN + ", latent " + Architecture.LATENT);
    for (int batch = 32; batch <= 4096; batch *= 2) {
      row(batch, Architecture.fc(HIDDEN, Architecture.LATENT), batch);
    }
    head("hidden", "batch " + BATCH + ", latent " + Architecture.LATENT);
    for (int hidden = 100; hidden <= 3200; hidden *= 2) {
      row(hidden, Architecture.fc(hidden, Architecture.LATENT), BATCH);
    }
    head("latent", "batch " + BATCH + ", hidden " + HIDDEN);
    for (int latent : new int[] {2, 5, 10, 20, 50, 100, 200}) {
      row(latent, Architecture.fc(HIDDEN, latent), BATCH);
    }
  }

  private void head(String size, String others) {
    out.printf("%n%s:%n%n", others);
    out.printf("| %s | parameters | ms a step | 10 %% to 90 %% of steps | images/s |%n", size);
    out.println("|---:|---:|---:|---:|---:|");
  }

  private void row(int size, VaeSpec spec, int batch) {
    Timing timing = time(spec, batch);
    out.printf(
        Locale.ROOT,
        "| %d | %,d | %.3f | %.3f to %.3f | %,.0f |%n",
        size,
        timing.parameters(),
        timing.milliseconds(0.5),
        timing.milliseconds(0.1),
        timing.milliseconds(0.9),
        batch / timing.milliseconds(0.5) * 1e3);
    out.flush();
  }

  private Timing time(VaeSpec spec, int batch) {
    try (TimedStep step = new TimedStep(spec, batch, threads)) {
      run(step, seconds / 10);
      return new Timing(step.parameters(), run(step, seconds));
    }
  }

  /** The nanoseconds of each step that fits into {@code duration}, and of some in any case. */
  private static long[] run(TimedStep step, double duration) {
    LongStream.Builder nanos = LongStream.builder();
    long begin = System.nanoTime();
    long end = begin;
    for (int i = 0; i < LEAST_STEPS || end - begin < duration * 1e9; i++) {
      long start = end;
      step.run();
      end = System.nanoTime();
      nanos.add(end - start);
    }
    return nanos.build().toArray();
  }

  /** Times of steps, in order of their length. */
  private record Timing(long parameters, long[] nanos) {
    Timing {
      nanos = nanos.clone();
      Arrays.sort(nanos);
    }

    double milliseconds(double quantile) {
      return nanos[(int) (quantile * (nanos.length - 1))] / 1e6;
    }
  }
}
