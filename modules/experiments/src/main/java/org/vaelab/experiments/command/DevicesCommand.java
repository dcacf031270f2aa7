package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.run.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab devices}. */
@Command(
    name = "devices",
    description = "Says which devices can be used, and why CUDA cannot where it cannot.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;

  @Override
  public Integer call() {
    Terminal terminal = Parents.of(parent).terminal();
    ComputeEngine engine = ComputeEngine.start();
    terminal.say("PyTorch " + engine.version() + ", DJL " + engine.djlVersion());
    terminal.say("library " + engine.libraryPath());
    terminal.say(
        String.format(
            Locale.ROOT,
            "cpu     %d threads an operation, %d processors",
            engine.threads(),
            Runtime.getRuntime().availableProcessors()));
    for (Device device : engine.cudaDevices()) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "cuda:%d  compute capability %s, %.1f GiB",
              device.getDeviceId(),
              CudaUtils.getComputeCapability(device.getDeviceId()),
              CudaUtils.getGpuMemory(device).getMax() / (double) (1L << 30)));
    }
    if (engine.cudaDevices().length == 0) {
      terminal.say("cuda    cannot be used: " + engine.cudaState());
    }
    return VaelabCommand.DONE;
  }
}
