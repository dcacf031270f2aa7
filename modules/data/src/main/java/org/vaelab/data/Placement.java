package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vaelab.input.ImageShape;

/** Puts images where they will be used: on the device as a whole, or aside to be streamed. */
record Placement(
    NDManager manager,
    ImageShape shape,
    int classCount,
    Transform transform,
    PixelScale scale,
    boolean resident,
    DeviceMemory memory) {
  /** The images of {@code raw} from {@code from} up to {@code to}. */
  ImageSet place(RawImages raw, int from, int to) {
    int[] classes = Arrays.copyOfRange(raw.labels(), from, to);
    NDArray pixels = raw.bytes(from, to);
    if (!resident) {
      return new StreamedImages(
          rows(pixels, to - from), classes, classCount, shape, this::seen, memory.chunk(shape));
    }
    boolean part = to - from < raw.labels().length;
    // A part lies in the memory of the whole, which Java frees with it, and DJL's toDevice copies
    // to another device alone, whatever it is asked for.
    NDArray own =
        part && pixels.getDevice().equals(manager.getDevice())
            ? pixels.duplicate()
            : pixels.toDevice(manager.getDevice(), false);
    own.attach(manager);
    return new ResidentImages(
        new LabelledImages(own, LabelledImages.oneHot(manager, classes, classCount)),
        classes,
        this::seen);
  }

  private NDArray seen(NDArray pixels) {
    return scale.apply(transform.once(pixels));
  }

  private static List<byte[]> rows(NDArray pixels, int count) {
    byte[] all = pixels.toByteArray();
    int size = all.length / count;
    List<byte[]> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      images.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    return images;
  }
}
