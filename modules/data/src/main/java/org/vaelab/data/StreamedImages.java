package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.vaelab.input.ImageShape;

/**
 * Images that do not fit on the device: they stay in the program's own memory as bytes, a quarter
 * of their size, and come to the device a chunk at a time. The numbers that a model sees are the
 * same as if they had been there all the time.
 */
public final class StreamedImages implements ImageSet {
  private final List<byte[]> pixels;
  private final int[] labels;
  private final int classCount;
  private final ImageShape shape;
  private final UnaryOperator<NDArray> seen;
  private final int chunk;

  /**
   * Keeps images as bytes.
   *
   * @param pixels 0..255 of each image
   * @param labels the class of each image
   * @param classCount K
   * @param shape of an image
   * @param seen makes of float32 pixels 0..255, {@code (N, C H W)}, what a model sees
   * @param chunk how many images may be on the device at a time
   */
  StreamedImages(
      List<byte[]> pixels,
      int[] labels,
      int classCount,
      ImageShape shape,
      UnaryOperator<NDArray> seen,
      int chunk) {
    this.pixels = List.copyOf(pixels);
    this.labels = labels.clone();
    this.classCount = classCount;
    this.shape = shape;
    this.seen = seen;
    this.chunk = chunk;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int[] classes() {
    return labels.clone();
  }

  @Override
  public LabelledImages range(NDManager manager, int from, int to) {
    return expand(manager, gather(i -> from + i, to - from));
  }

  @Override
  public ShuffledImages shuffled(NDManager manager, long[] order, int batchSize) {
    int whole = Math.max(1, chunk / batchSize) * batchSize;
    return new PrefetchedImages(this, manager, order, whole);
  }

  /** The bytes and classes of some images, still in the program's own memory. */
  record Gathered(ByteBuffer pixels, int[] labels) {}

  Gathered gather(IntUnaryOperator row, int count) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count * shape.size());
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      bytes.put(pixels.get(row.applyAsInt(i)));
      classes[i] = labels[row.applyAsInt(i)];
    }
    return new Gathered(bytes.flip(), classes);
  }

  LabelledImages expand(NDManager manager, Gathered gathered) {
    int count = gathered.labels().length;
    try (NDManager scratch = manager.newSubManager()) {
      Shape flat = new Shape(count, shape.size());
      NDArray images =
          seen.apply(
                  scratch
                      .create(gathered.pixels(), flat, DataType.UINT8)
                      .toType(DataType.FLOAT32, false))
              .reshape(shape.batch(count));
      images.attach(manager);
      return new LabelledImages(
          images, LabelledImages.oneHot(manager, gathered.labels(), classCount));
    }
  }
}
