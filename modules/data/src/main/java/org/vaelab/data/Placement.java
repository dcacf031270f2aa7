package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
    if (!resident) {
      return new StreamedImages(
          bytes(raw, from, to), classes, classCount, shape, this::seen, memory.chunk(shape));
    }
    NDArray images =
        seen(raw.pixels(from, to))
            .reshape(shape.batch(to - from))
            .toDevice(manager.getDevice(), false);
    images.attach(manager);
    return new ResidentImages(
        new LabelledImages(images, LabelledImages.oneHot(manager, classes, classCount)), classes);
  }

  private NDArray seen(NDArray pixels) {
    return scale.apply(transform.once(pixels));
  }

  private static List<byte[]> bytes(RawImages raw, int from, int to) {
    byte[] all = raw.pixels(from, to).toType(DataType.UINT8, false).toByteArray();
    int size = all.length / (to - from);
    List<byte[]> images = new ArrayList<>(to - from);
    for (int i = 0; i < to - from; i++) {
      images.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    return images;
  }
}
