package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.engine.ComputeEngine;

/**
 * Times forward and backward of the transposed convolution; PyTorch's times come from
 * src/test/python/conv_transpose_timing.py. Left out of the build:
 *
 * <pre>{@code
 * mvn -pl modules/models -am test -Dtest=ConvTransposeTimingTest -Dgroups=timing \
 *     -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@Tag("timing")
class ConvTransposeTimingTest {
  private static final int WARM = 20;
  private static final int RUNS = 100;

  @ParameterizedTest
  @CsvSource({
    "64, 128, 7, 64, 4, 2, 1",
    "64, 64, 14, 1, 4, 2, 1",
    "64, 448, 2, 256, 4, 2, 1",
    "64, 256, 4, 128, 4, 2, 1",
    "100, 32, 3, 16, 3, 3, 1",
    "100, 16, 7, 1, 4, 4, 0"
  })
  void forwardAndBackward(
      int batch, int input, int size, int output, int kernel, int stride, int padding) {
    ComputeEngine engine = ComputeEngine.start();
    engine.useThreads(2);
    try (NDManager manager = engine.newManager(Device.cpu())) {
      ConvTranspose2d layer =
          ConvTranspose2d.builder()
              .setChannels(output)
              .setKernel(kernel, kernel)
              .optStride(stride, stride)
              .optPadding(padding, padding)
              .build();
      Shape shape = new Shape(batch, input, size, size);
      layer.initialize(manager, DataType.FLOAT32, shape);
      NDArray x = manager.randomNormal(shape);
      x.setRequiresGradient(true);
      long[] nanos = new long[WARM + RUNS];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        try (NDManager step = manager.newSubManager();
            GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
          NDList y = layer.forward(new ParameterStore(step, false), new NDList(x), true);
          y.attach(step);
          gradients.backward(y.head().sum());
        }
        nanos[i] = System.nanoTime() - start;
      }
      long[] kept = Arrays.copyOfRange(nanos, WARM, nanos.length);
      Arrays.sort(kept);
      assertThat(kept[0]).isPositive();
      System.out.printf(
          Locale.ROOT, "%s -> %d: %.2f ms%n", shape, output, kept[kept.length / 2] / 1e6);
    }
  }
}
