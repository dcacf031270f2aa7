package org.vaelab.experiments.exchange;

import java.util.Map;

/**
 * What PyTorch calls the parameters of a network. All arrays have PyTorch's layouts already, and
 * most names are the same; only batch normalisation has words of DJL's own.
 */
final class PyTorchNames {
  private static final Map<String, String> NORMALISATION =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "runningMean", "running_mean",
          "runningVar", "running_var");

  private PyTorchNames() {}

  /** PyTorch's name of the parameter that {@code name} is here. */
  static String of(String name) {
    int last = name.lastIndexOf('.') + 1;
    String word = NORMALISATION.get(name.substring(last));
    return word == null ? name : name.substring(0, last) + word;
  }

  /** Whether an array is PyTorch's count of batches, which nothing here reads. */
  static boolean isBatchCount(String name) {
    return name.endsWith("num_batches_tracked");
  }
}
