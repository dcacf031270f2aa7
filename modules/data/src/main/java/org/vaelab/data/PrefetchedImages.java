package org.vaelab.data;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.StreamedImages.Gathered;

/**
 * Shuffled images a chunk at a time: while one is being read on the device, the bytes of the next
 * are gathered by another thread.
 */
final class PrefetchedImages implements ShuffledImages {
  private final StreamedImages images;
  private final NDManager manager;
  private final long[] order;
  private final int chunk;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "prefetch");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable NDManager present;
  private @Nullable LabelledImages onDevice;
  private int begin;
  private int end;
  private @Nullable Future<Gathered> next;

  /** {@code chunk} is a multiple of the batch size. */
  PrefetchedImages(StreamedImages images, NDManager manager, long[] order, int chunk) {
    this.images = images;
    this.manager = manager;
    this.order = order.clone();
    this.chunk = chunk;
  }

  @Override
  public LabelledImages batch(NDManager owner, int from, int to) {
    LabelledImages chunkImages = onDevice;
    if (chunkImages == null || from >= end) {
      chunkImages = advance(from);
    }
    if (from < begin || to > end) {
      throw new IllegalArgumentException(
          from + " to " + to + " is not in the chunk from " + begin + " to " + end);
    }
    NDIndex rows = new NDIndex((from - begin) + ":" + (to - begin));
    return new LabelledImages(
        chunkImages.images().get(owner, rows), chunkImages.labels().get(owner, rows));
  }

  /** Brings the chunk that begins at {@code from} to the device, and has the next one gathered. */
  private LabelledImages advance(int from) {
    if (next != null && from != end) {
      throw new IllegalArgumentException("images are read without gaps; expected " + end);
    }
    Gathered gathered = next == null ? gather(from) : await(next);
    release();
    begin = from;
    end = from + gathered.labels().length;
    NDManager owner = manager.newSubManager();
    present = owner;
    LabelledImages expanded = images.expand(owner, gathered);
    onDevice = expanded;
    int following = end;
    next = following < order.length ? worker.submit(() -> gather(following)) : null;
    return expanded;
  }

  private Gathered gather(int from) {
    int to = Math.min(order.length, from + chunk);
    int last = to == order.length - 1 ? order.length : to; // a lone last image joins
    return images.gather(i -> Math.toIntExact(order[from + i]), last - from);
  }

  private static Gathered await(Future<Gathered> gathered) {
    try {
      return gathered.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were gathered", stopped);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("images could not be gathered", failure.getCause());
    }
  }

  private void release() {
    if (present != null) {
      present.close();
      present = null;
      onDevice = null;
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    release();
  }
}
