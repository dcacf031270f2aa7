package org.vaelab.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.ConvolutionCheck;
import org.vaelab.engine.TorchFunction;

class OneDnnTest {
  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  private Path library() {
    return Path.of(engine.libraryPath()).resolve(System.mapLibraryName("torch_cpu"));
  }

  /** With caches taken for one byte 27 of 150 such transposed convolutions were wrong. */
  @Test
  void convolutionsOfPaddedChannelsAreRight() {
    Random random = new Random(5);
    int[] channels = {1, 3, 8, 17, 32};
    for (int i = 0; i < 40; i++) {
      int in = channels[random.nextInt(channels.length)];
      int out = channels[random.nextInt(channels.length)];
      int kernel = 2 + random.nextInt(5);
      int stride = 1 + random.nextInt(3);
      int side = 2 + random.nextInt(8);
      String body =
          "return torch.conv_transpose2d(x, w, None, [%d, %d], [0, 0], [0, 0])"
              .formatted(stride, stride);
      TorchFunction function = TorchFunction.of("check", List.of("x", "w"), body);
      NDArray x = manager.randomNormal(new Shape(2, in, side, side));
      NDArray w = manager.randomNormal(new Shape(in, out, kernel, kernel));
      NDArray right =
          function.apply(x.toType(DataType.FLOAT64, true), w.toType(DataType.FLOAT64, true));
      NDArray found = function.apply(x, w).toType(DataType.FLOAT64, true);
      assertThat(found.sub(right).abs().max().getDouble())
          .as("%d to %d channels, kernel %d, stride %d, side %d", in, out, kernel, stride, side)
          .isLessThan(1e-3);
    }
  }

  @Test
  void theCheckPassesAsTheEngineIsNow() {
    assertThat(ConvolutionCheck.passes(manager)).isTrue();
    assertThat(engine.oneDnn().isUsed()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutOneDnnTheNumbersAreRightAsWell() {
    OneDnnSwitch convolutions = OneDnnSwitch.of(library());
    convolutions.use(false);
    try {
      assertThat(ConvolutionCheck.passes(manager)).isTrue();
    } finally {
      convolutions.use(true);
    }
  }

  @Test
  void cachesOfOneByteAreCorrectedAndNothingElse() {
    try (Memory processor = new Memory(160)) {
      processor.clear();
      write(processor, 28, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
      write(processor, 68, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
      write(processor, 108, 3);
      assertThat(CacheSizes.correct(processor)).isTrue();
      assertThat(processor.getIntArray(28, 10))
          .containsExactly(32768, 524288, 1048576, 0, 0, 0, 0, 0, 0, 0);
      assertThat(CacheSizes.correct(processor)).as("right sizes").isFalse();
      write(processor, 28, 1, 1, 1);
      write(processor, 108, 4);
      assertThat(CacheSizes.correct(processor)).as("another layout").isFalse();
      assertThat(processor.getIntArray(28, 3)).containsExactly(1, 1, 1);
    }
  }

  private static void write(Memory memory, long offset, int... values) {
    memory.write(offset, values, 0, values.length);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void symbolsAreFoundInTheLibraryAndNotElsewhere(@TempDir Path folder) throws IOException {
    String offered = "_ZN2at13globalContextEv";
    assertThat(SymbolTable.find(library(), Set.of(offered, "_ZN_no_such"))).hasSize(1);
    Path text = Files.writeString(folder.resolve("text"), "x".repeat(100));
    assertThat(SymbolTable.find(text, Set.of(offered))).isEmpty();
    byte[] cut = new byte[4096];
    try (var stream = Files.newInputStream(library())) {
      assertThat(stream.readNBytes(cut, 0, cut.length)).isEqualTo(cut.length);
    }
    Path beginning = Files.write(folder.resolve("beginning"), cut);
    assertThat(SymbolTable.find(beginning, Set.of(offered))).isEmpty();
  }
}
