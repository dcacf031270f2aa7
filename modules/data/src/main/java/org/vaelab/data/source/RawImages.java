package org.vaelab.data.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import org.vaelab.input.ImageShape;

/**
 * One split as it was distributed or drawn.
 *
 * @param images uint8, 0..255, shape {@code (N, C, H, W)}
 * @param labels the class of each image
 * @param origin where it came from, in words
 * @param identity which bytes they are
 */
public record RawImages(NDArray images, int[] labels, String origin, Fingerprints identity) {
  /**
   * Images of one byte a value.
   *
   * @param manager owns them
   * @param pixels 0..255, image after image, each plane after plane and row after row
   * @param shape of one image
   * @param labels the class of each image
   * @param origin where they came from, in words
   * @param fingerprints of the files or the drawing
   * @return the same as an array
   */
  public static RawImages of(
      NDManager manager,
      byte[] pixels,
      ImageShape shape,
      int[] labels,
      String origin,
      List<Fingerprint> fingerprints) {
    return of(
        manager,
        ByteBuffer.wrap(pixels),
        shape,
        labels,
        origin,
        new Fingerprints(() -> fingerprints));
  }

  /**
   * Images of one byte a value, which may lie outside of Java's heap.
   *
   * @param manager owns them
   * @param pixels 0..255, image after image, each plane after plane and row after row
   * @param shape of one image
   * @param labels the class of each image
   * @param origin where they came from, in words
   * @param identity which bytes they are
   * @return the same as an array
   */
  public static RawImages of(
      NDManager manager,
      ByteBuffer pixels,
      ImageShape shape,
      int[] labels,
      String origin,
      Fingerprints identity) {
    NDArray images = manager.create(pixels, shape.batch(labels.length), DataType.UINT8);
    return new RawImages(images, labels, origin, identity);
  }

  /**
   * Which bytes they are.
   *
   * @return the fingerprints of the files or the drawing; worked out at the first call
   */
  public List<Fingerprint> fingerprints() {
    return identity.list();
  }

  /**
   * The bytes of some images; no copy.
   *
   * @param from first row
   * @param to one past the last row
   * @return uint8, {@code (to - from, C, H, W)}
   */
  public NDArray bytes(int from, int to) {
    boolean whole = from == 0 && to == labels.length;
    NDArray some = whole ? images : images.get(from + ":" + to);
    return some.getDataType() == DataType.UINT8 ? some : some.toType(DataType.UINT8, false);
  }
}
