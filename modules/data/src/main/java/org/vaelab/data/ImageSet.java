package org.vaelab.data;

import ai.djl.ndarray.NDManager;

/** The images of one split, wherever they are kept. */
public sealed interface ImageSet permits ResidentImages, StreamedImages {
  /**
   * How many images there are.
   *
   * @return N
   */
  int size();

  /**
   * The class of each image.
   *
   * @return N numbers from 0 to K - 1
   */
  int[] classes();

  /**
   * The images from {@code from} up to {@code to}.
   *
   * @param manager owns the result, on its device
   * @param from first row
   * @param to one past the last row
   * @return views or copies
   */
  LabelledImages range(NDManager manager, int from, int to);

  /**
   * The images in another order, to be read from the front to the back.
   *
   * @param manager owns what the order needs, on its device
   * @param order a row number for each place
   * @param batchSize how many are read at a time; a lone last image may join the batch before it
   * @return to be closed
   */
  ShuffledImages shuffled(NDManager manager, long[] order, int batchSize);
}
