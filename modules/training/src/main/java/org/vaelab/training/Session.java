package org.vaelab.training;

import ai.djl.ndarray.NDManager;
import org.vaelab.data.BatchLoop;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;

/**
 * What a training works with, and whoever looks at what it learns: the engine, the data on its
 * device, and the random streams.
 *
 * @param engine whose random stream is used
 * @param manager the network's and the data's; its device is computed on
 * @param seeds where the random streams come from
 * @param data what to learn from and to be tested on
 * @param transform what happens to a batch before a network sees it
 */
public record Session(
    ComputeEngine engine, NDManager manager, Seeds seeds, ImageData data, Transform transform) {
  /** Of a set that is gone over as a whole: large, because nothing is kept for gradients. */
  private static final int BATCH = 1000;

  /**
   * Begins one of the random streams.
   *
   * @param stream what it is for, such as "weights"
   * @param positions where it is used, such as the epoch
   */
  public void seed(String stream, long... positions) {
    engine.seed(seeds.derive(stream, positions));
  }

  /**
   * Goes over whole sets as a network sees them.
   *
   * @return in batches of 1,000 images
   */
  public BatchLoop batches() {
    return new BatchLoop(manager, transform, BATCH);
  }
}
