package org.vaelab.engine.cuda;

import ai.djl.util.Platform;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.input.InputException;

/** Whether CUDA can be used here, found out before PyTorch is loaded. */
public sealed interface Cuda {
  /**
   * It can.
   *
   * @param driver with at least one device
   * @param library a build that loads
   */
  record Usable(CudaDriver.Present driver, TorchLibrary library) implements Cuda {}

  /**
   * It cannot.
   *
   * @param reason a clause: what was found and what to do
   * @param driver what there is of it
   */
  record Unusable(String reason, CudaDriver driver) implements Cuda {}

  /**
   * The oldest CUDA whose drivers run a program built with 12.8 (CUDA minor version compatibility).
   */
  int LEAST_DRIVER = 12_000;

  /** The oldest devices that PyTorch 2.7's builds for CUDA 12.8 have code for: Turing. */
  int LEAST_MAJOR = 7;

  /** The minor number of that. */
  int LEAST_MINOR = 5;

  /**
   * Looks at the driver, then at the library, and loads its part for CUDA.
   *
   * @param driver of this machine
   * @param search where libraries are looked for
   * @return what was found
   */
  static Cuda look(CudaDriver driver, LibrarySearch search) {
    if (driver instanceof CudaDriver.Absent absent) {
      return new Unusable(absent.reason(), driver);
    }
    CudaDriver.Present present = (CudaDriver.Present) driver;
    Optional<String> refusal = refuse(present);
    if (refusal.isPresent()) {
      return new Unusable(refusal.get(), driver);
    }
    try {
      Optional<TorchLibrary> library = search.forCuda();
      if (library.isEmpty()) {
        return new Unusable(
            "no PyTorch library for CUDA was found: "
                + search.places()
                + "; ./vaelab devices --install cuda fetches one",
            driver);
      }
      return refuse(library.get())
          .<Cuda>map(reason -> new Unusable(reason, driver))
          .orElseGet(() -> new Usable(present, library.get()));
    } catch (InputException wrongName) {
      return new Unusable(String.valueOf(wrongName.getMessage()), driver);
    }
  }

  private static Optional<String> refuse(CudaDriver.Present driver) {
    if (driver.version() < LEAST_DRIVER) {
      return Optional.of(
          "the NVIDIA driver is for CUDA "
              + driver.versionWords()
              + ", but the library needs one for CUDA 12.0 or newer (version 525 or newer);"
              + " update the driver");
    }
    if (Cuda.class.getResource(TorchLibrary.binding()) == null) {
      return Optional.of("DJL supports CUDA on x86-64 with Linux or Windows alone");
    }
    if (driver.devices().isEmpty()) {
      return Optional.of(
          "the NVIDIA driver shows no device; see nvidia-smi and CUDA_VISIBLE_DEVICES");
    }
    return Optional.empty();
  }

  private static Optional<String> refuse(TorchLibrary library) {
    Platform platform = Platform.fromSystem("pytorch");
    if (!library.hasCuda()) {
      return Optional.of(
          "the PyTorch library in "
              + library
              + " is built for the CPU: it has no "
              + library.cudaPart().getFileName());
    }
    String version = library.version().orElse(platform.getVersion());
    String flavor = library.flavor().orElse(LibrarySearch.FLAVOR);
    if (!version.equals(platform.getVersion()) || !flavor.equals(LibrarySearch.FLAVOR)) {
      return Optional.of(
          "the PyTorch library in "
              + library
              + " is version "
              + version
              + " for "
              + flavor
              + ", but this DJL needs "
              + platform.getVersion()
              + " for "
              + LibrarySearch.FLAVOR
              + "; ./vaelab devices --install cuda fetches that");
    }
    return load(library);
  }

  /**
   * Loads the part for CUDA with all it needs. Where that fails nothing stays loaded and the CPU
   * can still be used, which DJL's own loading would not leave open.
   */
  private static Optional<String> load(TorchLibrary library) {
    try {
      LoadedLibraries.keep(
          NativeLibrary.getInstance(
              library.cudaPart().toString(),
              com.sun.jna.Platform.isWindows()
                  ? Map.of()
                  : Map.of(Library.OPTION_OPEN_FLAGS, LoadedLibraries.LAZY_AND_LOCAL)));
      return Optional.empty();
    } catch (UnsatisfiedLinkError failure) {
      return Optional.of(
          "the PyTorch library in " + library + " cannot be loaded: " + words(failure));
    }
  }

  /** The loader's own words: JNA's message names the file first, then gives them line by line. */
  private static String words(UnsatisfiedLinkError failure) {
    List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
    return lines.get(Math.min(1, lines.size() - 1));
  }
}
