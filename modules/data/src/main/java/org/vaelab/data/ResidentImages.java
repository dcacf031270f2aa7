package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.function.UnaryOperator;

/**
 * Images that lie on the device as a whole, as bytes: a quarter of what a model sees, which is made
 * of them when a batch is read.
 *
 * @param all images {@code (N, C, H, W)} and labels {@code (N, K)}
 * @param classes of each image
 * @param seen makes of float32 pixels 0..255 what a model sees
 */
public record ResidentImages(LabelledImages all, int[] classes, UnaryOperator<NDArray> seen)
    implements ImageSet {
  /** Copies the classes. */
  public ResidentImages {
    classes = classes.clone();
  }

  @Override
  public int[] classes() {
    return classes.clone();
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public LabelledImages range(NDManager manager, int from, int to) {
    return seen(manager, new NDIndex(from + ":" + to));
  }

  @Override
  public ShuffledImages shuffled(NDManager manager, long[] order, int batchSize) {
    return new Selected(this, manager.create(order));
  }

  private LabelledImages seen(NDManager manager, NDIndex rows) {
    NDArray pixels = all.images().get(manager, rows).toType(DataType.FLOAT32, false);
    return new LabelledImages(seen.apply(pixels), all.labels().get(manager, rows));
  }

  private record Selected(ResidentImages images, NDArray order) implements ShuffledImages {
    @Override
    public LabelledImages batch(NDManager manager, int from, int to) {
      NDArray places = order.get(manager, new NDIndex(from + ":" + to));
      return images.seen(manager, new NDIndex("{}", places));
    }

    @Override
    public void close() {
      order.close();
    }
  }
}
