package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.CudaDevice;
import org.vaelab.engine.cuda.CudaDriver;
import org.vaelab.engine.cuda.TorchLibrary;
import org.vaelab.input.InputException;

class CudaDevicesTest {
  private final Cuda cuda =
      new Cuda.Usable(
          new CudaDriver.Present(
              12_080,
              List.of(
                  new CudaDevice(0, "New One", 9, 0, 16L << 30),
                  new CudaDevice(1, "Old One", 7, 0, 8L << 30))),
          new TorchLibrary(Path.of("lib"), "a test"));

  @Test
  void aDeviceThatCanBeUsed() {
    assertThat(CudaDevices.refuse(cuda, 0)).isEmpty();
  }

  @Test
  void aDeviceThatIsTooOld() {
    assertThatThrownBy(() -> CudaDevices.require(cuda, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "device cuda:1 cannot be used: it is too old (cuda:1 Old One, compute capability 7.0,"
                + " 8.0 GiB): the library has code for compute capability 7.5 and newer.");
  }

  @Test
  void aDeviceThatIsNotThereNamesThoseThatAre() {
    assertThatThrownBy(() -> CudaDevices.require(cuda, 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "device cuda:2 cannot be used: the NVIDIA driver shows 2 devices: cuda:0 New One,");
  }
}
