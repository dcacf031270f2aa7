package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import org.vaelab.input.ImageShape;

/**
 * One split as it was distributed or drawn.
 *
 * @param images float32 in 0..255, shape {@code (N, C, H, W)}
 * @param labels the class of each image
 * @param origin where it came from, in words
 * @param fingerprints of the files or the drawing
 */
public record RawImages(
    NDArray images, int[] labels, String origin, List<Fingerprint> fingerprints) {
  /**
   * Images of one byte a value.
   *
   * @param manager owns them
   * @param pixels 0..255, image after image, each plane after plane and row after row
   * @param shape of one image
   * @param labels the class of each image
   * @param origin where they came from, in words
   * @param fingerprints of the files or the drawing
   * @return the same as float32
   */
  public static RawImages of(
      NDManager manager,
      byte[] pixels,
      ImageShape shape,
      int[] labels,
      String origin,
      List<Fingerprint> fingerprints) {
    NDArray bytes =
        manager.create(ByteBuffer.wrap(pixels), shape.batch(labels.length), DataType.UINT8);
    return new RawImages(bytes.toType(DataType.FLOAT32, false), labels, origin, fingerprints);
  }

  /** 0..255, one row per image; flat, because DJL's colour images are a transposed view. */
  NDArray pixels(int from, int to) {
    return images.get(from + ":" + to).reshape(to - from, -1);
  }
}
