package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One split as it was distributed or drawn.
 *
 * @param images float32 in 0..255, shape {@code (N, C, H, W)}
 * @param labels the class of each image
 * @param origin where it came from, in words
 * @param fingerprints of the files or the drawing
 */
record RawImages(NDArray images, int[] labels, String origin, List<Fingerprint> fingerprints) {
  /** 0..255, a row an image; flat, because DJL's colour images are a transposed view. */
  NDArray pixels(int from, int to) {
    return images.get(from + ":" + to).reshape(to - from, -1);
  }
}
