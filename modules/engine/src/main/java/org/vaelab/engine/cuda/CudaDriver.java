package org.vaelab.engine.cuda;

import java.util.List;

/** What NVIDIA's driver says of this machine. */
public sealed interface CudaDriver {
  /**
   * A driver that answers.
   *
   * @param version of CUDA that it brings, a thousand times the major and ten times the minor
   *     number
   * @param devices that it shows; none where CUDA_VISIBLE_DEVICES hides them
   */
  record Present(int version, List<CudaDevice> devices) implements CudaDriver {
    /** Copies the list. */
    public Present {
      devices = List.copyOf(devices);
    }

    /**
     * The version as people write it.
     *
     * @return for example 12.8
     */
    public String versionWords() {
      return version / 1000 + "." + version % 1000 / 10;
    }
  }

  /**
   * No driver, or one that does not work.
   *
   * @param reason a clause: what is wrong and what to do
   */
  record Absent(String reason) implements CudaDriver {}

  /**
   * Asks the driver that is installed; PyTorch need not be loaded.
   *
   * @return what it says
   */
  static CudaDriver ask() {
    return DriverQuestions.ask();
  }
}
