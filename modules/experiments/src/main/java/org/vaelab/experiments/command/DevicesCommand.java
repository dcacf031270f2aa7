package org.vaelab.experiments.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.CudaDevice;
import org.vaelab.engine.cuda.CudaDriver;
import org.vaelab.engine.cuda.LibraryInstallation;
import org.vaelab.engine.cuda.LibrarySearch;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab devices}. */
@Command(
    name = "devices",
    description = "Says which devices can be used, and why CUDA cannot where it cannot.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  vaelab devices", "  vaelab devices --install cuda"})
final class DevicesCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;

  @ParentCommand private @Nullable VaelabCommand parent;

  @Option(
      names = "--install",
      paramLabel = "cuda",
      description =
          "fetch PyTorch's library for CUDA, as DJL publishes it, into DJL's cache (~/.djl.ai, or"
              + " DJL_CACHE_DIR); several GB")
  private @Nullable String install;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "with --install: a server laid out as DJL's (default: https://publish.djl.ai/pytorch)")
  private @Nullable String from;

  @Option(
      names = "--checksums",
      paramLabel = "FILE",
      description =
          "with --install: the SHA-256 sums its files must have, such as the SHA256SUMS of an"
              + " earlier installation")
  private @Nullable Path checksums;

  @Override
  public Integer call() {
    Terminal terminal = Parents.of(parent).terminal();
    if (install != null) {
      install(install, terminal);
    } else if (checksums != null || from != null) {
      throw new InputException(
          (from == null ? "--checksums" : "--from") + " is for --install cuda.");
    }
    ComputeEngine engine = ComputeEngine.start(DeviceChoice.AUTO);
    terminal.show("PyTorch " + engine.version() + ", DJL " + engine.djlVersion());
    terminal.show("library " + engine.libraryPath());
    terminal.show(
        String.format(
            Locale.ROOT,
            "cpu     %d threads an operation, %d processors",
            engine.threads(),
            Runtime.getRuntime().availableProcessors()));
    Cuda cuda = engine.cuda();
    if (cuda instanceof Cuda.Usable usable) {
      show(usable.driver(), engine, terminal);
    } else {
      Cuda.Unusable unusable = (Cuda.Unusable) cuda;
      if (unusable.driver() instanceof CudaDriver.Present driver) {
        show(driver, engine, terminal);
      }
      terminal.show("cuda    cannot be used: " + unusable.reason());
    }
    return VaelabCommand.DONE;
  }

  private static void show(CudaDriver.Present driver, ComputeEngine engine, Terminal terminal) {
    terminal.show("driver  for CUDA " + driver.versionWords());
    for (CudaDevice device : driver.devices()) {
      String refusal =
          engine.cuda() instanceof Cuda.Usable
              ? engine
                  .refusal(device.index())
                  .map(reason -> ", cannot be used: " + reason)
                  .orElse("")
              : ", cannot be used";
      terminal.show(device + refusal);
    }
  }

  private void install(String what, Terminal terminal) {
    if (!what.equals("cuda")) {
      throw new InputException("--install must be cuda, was \"" + what + "\"");
    }
    Map<String, String> expected =
        checksums == null ? Map.of() : LibraryInstallation.readChecksums(checksums);
    Path folder =
        new LibraryInstallation(
                from == null ? LibraryInstallation.PUBLISHED : server(from),
                LibrarySearch.here().cache(),
                terminal::say)
            .install(expected);
    terminal.show("installed " + folder);
  }

  private static URI server(String from) {
    try {
      URI server = new URI(from);
      boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
      if (web && server.getHost() != null && server.getPort() <= LAST_PORT) {
        return server;
      }
    } catch (URISyntaxException wrong) {
      // The sentence below says what is allowed.
    }
    throw new InputException(
        "--from must be the address of a web server, such as "
            + LibraryInstallation.PUBLISHED
            + ", was \""
            + from
            + "\"");
  }
}
