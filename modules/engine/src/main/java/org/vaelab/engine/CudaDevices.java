package org.vaelab.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.CudaDevice;
import org.vaelab.input.InputException;

/** Whether one CUDA device can be used. */
final class CudaDevices {
  private CudaDevices() {}

  /** Refuses a device that cannot be used. */
  static void require(Cuda cuda, int index) {
    refuse(cuda, index)
        .ifPresent(
            reason -> {
              throw new InputException("device cuda:" + index + " cannot be used: " + reason + ".");
            });
  }

  /** Why device {@code index} cannot be used; empty where it can. */
  static Optional<String> refuse(Cuda cuda, int index) {
    if (cuda instanceof Cuda.Unusable unusable) {
      return Optional.of(unusable.reason());
    }
    List<CudaDevice> devices = ((Cuda.Usable) cuda).driver().devices();
    if (index >= devices.size()) {
      return Optional.of(
          "the NVIDIA driver shows "
              + devices.size()
              + (devices.size() == 1 ? " device: " : " devices: ")
              + devices.stream().map(CudaDevice::toString).collect(Collectors.joining("; ")));
    }
    CudaDevice device = devices.get(index);
    return device.isAtLeast(Cuda.LEAST_MAJOR, Cuda.LEAST_MINOR)
        ? Optional.empty()
        : Optional.of(
            "it is too old ("
                + device
                + "): the library has code for compute capability "
                + Cuda.LEAST_MAJOR
                + "."
                + Cuda.LEAST_MINOR
                + " and newer");
  }
}
