package org.vaelab.spec;

import ai.djl.nn.Block;
import org.vaelab.data.DataSpec;
import org.vaelab.input.InputException;
import org.vaelab.models.parameter.NamedParameters;

/** Batch normalisation needs batches of more than one image. */
public final class NormalisedBatches {
  private NormalisedBatches() {}

  /**
   * Checks that there is more than one training image where a network normalises batches.
   *
   * @param network that is trained
   * @param data where the images come from
   * @param images how many training images there are
   * @throws InputException when there is just one
   */
  public static void require(Block network, DataSpec data, int images) {
    if (images == 1 && in(network)) {
      throw new InputException(
          (data.validation() > 0 ? "data.validation" : "data.limit")
              + " leaves 1 training image of "
              + data.dataset().name()
              + ", and a batch of one image has no variance for batchNorm; use more images");
    }
  }

  /** Whether a layer of the network normalises batches. */
  static boolean in(Block network) {
    return NamedParameters.of(network).keySet().stream().anyMatch(name -> name.contains(".norm."));
  }
}
