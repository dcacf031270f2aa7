package org.vaelab.training;

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

  /** The means an image, by the names of the sums. */
  Measures means(List<String> names) {
    return Measures.of(names, sums.stream().mapToDouble(sum -> sum / images).toArray());
  }
}
