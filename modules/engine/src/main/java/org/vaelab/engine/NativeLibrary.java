package org.vaelab.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Platform;
import java.nio.file.Path;
import java.util.Optional;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.engine.cuda.LibrarySearch;
import org.vaelab.engine.cuda.TorchLibrary;
import org.vaelab.input.InputException;

/** Tells DJL which build of PyTorch to load, and loads it. */
final class NativeLibrary {
  private static final String FLAVOR_VARIABLE = "PYTORCH_FLAVOR";

  private NativeLibrary() {}

  /**
   * Loads the build for CUDA where that can be used, else the user's, else the one in its jar, else
   * any that is installed.
   */
  static Engine load(Cuda cuda, LibrarySearch search) {
    // DJL would otherwise ask a cloud's metadata address who it runs for.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    Optional<TorchLibrary> library =
        cuda instanceof Cuda.Usable usable ? Optional.of(usable.library()) : forCpu(search);
    // A build for CUDA computes on the CPU too; as such DJL leaves out what needs a driver.
    String flavor = cuda instanceof Cuda.Usable ? LibrarySearch.FLAVOR : "cpu";
    library.ifPresent(each -> choose(each, flavor));
    Platform platform = Platform.detectPlatform("pytorch");
    UnpackedLibrary unpacked = new UnpackedLibrary(search.cache(), platform);
    if (library.isEmpty() && !platform.isPlaceholder()) {
      unpacked.removeAbandoned();
      if (unpacked.isThere()) {
        unpacked.check();
      }
    }
    Engine engine;
    try {
      engine = Engine.getInstance();
    } catch (EngineException
        | IllegalStateException
        | AssertionError
        | UnsatisfiedLinkError failure) {
      throw new InputException(words(library, unpacked, failure), failure);
    }
    library.ifPresent(NativeLibrary::requireLoaded);
    return engine;
  }

  private static Optional<TorchLibrary> forCpu(LibrarySearch search) {
    boolean inJar = ClassLoader.getSystemResource("native/lib/pytorch.properties") != null;
    Optional<TorchLibrary> library = inJar ? search.chosen() : search.any();
    library.ifPresent(NativeLibrary::requireVersion);
    return library;
  }

  private static void requireVersion(TorchLibrary library) {
    String wanted = Platform.fromSystem("pytorch").getVersion();
    String version = library.version().orElse(wanted);
    if (!version.equals(wanted)) {
      throw new InputException(
          "The PyTorch library in "
              + library
              + " is version "
              + version
              + ", but this DJL needs "
              + wanted
              + ".");
    }
  }

  /** DJL reads variables before properties: where a variable is set, the user's choice stays. */
  private static void choose(TorchLibrary library, String flavor) {
    System.setProperty(LibrarySearch.VARIABLE, library.folder().toString());
    System.setProperty(FLAVOR_VARIABLE, flavor);
  }

  private static void requireLoaded(TorchLibrary library) {
    Path loaded = Path.of(LibUtils.getLibtorchPath()).toAbsolutePath().normalize();
    if (!loaded.equals(library.folder().toAbsolutePath().normalize())) {
      throw new InputException(
          "The PyTorch library in "
              + library
              + " was chosen, but DJL loaded that in "
              + loaded
              + ".");
    }
  }

  private static String words(
      Optional<TorchLibrary> library, UnpackedLibrary unpacked, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return "The PyTorch library could not be loaded: "
        + cause.getMessage()
        + "\n"
        + library.map(each -> "It is the one in " + each + ".").orElseGet(() -> remedy(unpacked));
  }

  private static String remedy(UnpackedLibrary unpacked) {
    return unpacked.isThere()
        ? "It may be damaged. " + unpacked.remedy()
        : "It is unpacked to DJL's cache folder, which needs 500 MB and must be writable; set"
            + " DJL_CACHE_DIR to use another folder.";
  }
}
