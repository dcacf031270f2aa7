package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * Images that lie on the device as a whole, as a model sees them.
 *
 * @param all images {@code (N, C, H, W)} and labels {@code (N, K)}
 * @param classes of each image
 */
public record ResidentImages(LabelledImages all, int[] classes) implements ImageSet {
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
    NDIndex index = new NDIndex(from + ":" + to);
    return new LabelledImages(all.images().get(manager, index), all.labels().get(manager, index));
  }

  @Override
  public ShuffledImages shuffled(NDManager manager, long[] order, int batchSize) {
    return new Selected(all, manager.create(order));
  }

  private record Selected(LabelledImages all, NDArray order) implements ShuffledImages {
    @Override
    public LabelledImages batch(NDManager manager, int from, int to) {
      NDIndex rows = new NDIndex("{}", order.get(manager, new NDIndex(from + ":" + to)));
      return new LabelledImages(all.images().get(manager, rows), all.labels().get(manager, rows));
    }

    @Override
    public void close() {
      order.close();
    }
  }
}
