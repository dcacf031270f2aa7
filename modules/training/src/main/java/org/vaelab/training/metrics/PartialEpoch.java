package org.vaelab.training.metrics;

import java.util.List;

/**
 * How far an epoch was when its training was stopped.
 *
 * @param images how many were trained on
 * @param steps how many batches that were
 * @param sums what the measures of the epoch added up to, in their order
 * @param seconds the training took
 */
public record PartialEpoch(int images, int steps, List<Double> sums, double seconds) {
  /** At the beginning of an epoch. */
  public static final PartialEpoch NONE = new PartialEpoch(0, 0, List.of(), 0);

  /** Copies what is given. */
  public PartialEpoch {
    sums = List.copyOf(sums);
  }

  /**
   * The means over the images so far.
   *
   * @param names of the sums, in their order
   * @return the means by those names
   */
  public Measures means(List<String> names) {
    return Measures.of(names, sums.stream().mapToDouble(sum -> sum / images).toArray());
  }
}
