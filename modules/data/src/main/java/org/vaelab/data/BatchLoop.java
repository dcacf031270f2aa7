package org.vaelab.data;

import ai.djl.ndarray.NDManager;

/**
 * Goes over images from the front to the back, batch by batch, as a model sees them.
 *
 * @param manager the weights', on whose device the batches are
 * @param transform what happens to a batch before the model sees it
 * @param batchSize how many images a batch has, but for the last
 */
public record BatchLoop(NDManager manager, Transform transform, int batchSize) {
  /** What is done with a batch. */
  @FunctionalInterface
  public interface Step {
    /**
     * Does it.
     *
     * @param scratch closed when it is done, with all that belongs to it
     * @param batch what the model sees
     * @param from the row of the first image
     */
    void accept(NDManager scratch, LabelledImages batch, int from);
  }

  /**
   * Does something with each batch.
   *
   * @param images that are gone over
   * @param limit at most that many, from the front
   * @param step done with each batch
   */
  public void over(ImageSet images, int limit, Step step) {
    int size = Math.min(limit, images.size());
    for (int from = 0; from < size; from += batchSize) {
      int to = Math.min(from + batchSize, size);
      try (NDManager scratch = manager.newSubManager()) {
        step.accept(scratch, transform.eachTime(images.range(scratch, from, to)), from);
      }
    }
  }

  /**
   * Does something with each batch of all images.
   *
   * @param images that are gone over
   * @param step done with each batch
   */
  public void over(ImageSet images, Step step) {
    over(images, Integer.MAX_VALUE, step);
  }
}
