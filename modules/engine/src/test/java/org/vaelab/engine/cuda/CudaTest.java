package org.vaelab.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drivers and libraries that cannot be used, each refused in its own words. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaTest {
  private static final CudaDevice DEVICE = new CudaDevice(0, "A device", 9, 0, 16L << 30);
  private static final CudaDriver DRIVER = new CudaDriver.Present(12_080, List.of(DEVICE));

  @TempDir private Path folder;
  private Path cache = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void places() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    home = Files.createDirectory(folder.resolve("home"));
  }

  @Test
  void withoutADriverItsReasonIsTheReason() {
    CudaDriver absent = new CudaDriver.Absent("no driver, for a test");

    assertThat(reason(absent, null)).isEqualTo("no driver, for a test");
  }

  @Test
  void aDriverThatIsTooOld() {
    assertThat(reason(new CudaDriver.Present(11_080, List.of(DEVICE)), null))
        .isEqualTo(
            "the NVIDIA driver is for CUDA 11.8, but the library needs one for CUDA 12.0 or newer"
                + " (version 525 or newer); update the driver");
  }

  @Test
  void aDriverWithoutDevices() {
    assertThat(reason(new CudaDriver.Present(12_080, List.of()), null))
        .isEqualTo("the NVIDIA driver shows no device; see nvidia-smi and CUDA_VISIBLE_DEVICES");
  }

  @Test
  void noLibraryNamesTheThreePlacesAndTheCure() {
    assertThat(reason(DRIVER, null))
        .contains("PYTORCH_LIBRARY_PATH is not set", cache.toString(), home.toString())
        .endsWith("./vaelab devices --install cuda fetches one");
  }

  @Test
  void aNamedFolderWithoutLibtorch() {
    assertThat(reason(DRIVER, folder.toString()))
        .isEqualTo(
            "PYTORCH_LIBRARY_PATH is "
                + folder
                + ", which holds no "
                + System.mapLibraryName("torch")
                + "; name the folder that does, or unset it.");
  }

  @Test
  void aLibraryForTheCpu() throws IOException {
    Path library = library(folder.resolve("libtorch/lib"), false);

    assertThat(reason(DRIVER, library.toString()))
        .contains(library.toString(), "is built for the CPU")
        .endsWith("it has no " + System.mapLibraryName("torch_cuda"));
  }

  @Test
  void anotherVersionAndAnotherCuda() throws IOException {
    Path library = library(folder.resolve("libtorch/lib"), true);
    Files.writeString(folder.resolve("libtorch/build-version"), "2.8.0+cu128\n");
    assertThat(reason(DRIVER, library.toString()))
        .contains("is version 2.8.0 for cu128, but this DJL needs 2.7.1 for cu128");

    Files.writeString(folder.resolve("libtorch/build-version"), "2.7.1+cu118\n");
    assertThat(reason(DRIVER, library.toString()))
        .contains("is version 2.7.1 for cu118, but this DJL needs 2.7.1 for cu128");
  }

  @Test
  void aPythonPackageTellsItsVersionToo() throws IOException {
    Path library = library(folder.resolve("torch/lib"), true);
    Files.writeString(folder.resolve("torch/version.py"), "__version__ = '2.13.0+cu130'\n");

    assertThat(reason(DRIVER, library.toString())).contains("is version 2.13.0 for cu130");
  }

  @Test
  void aLibraryThatDoesNotLoad() throws IOException {
    Path library = library(cache.resolve("2.7.1-cu128-linux-x86_64"), true);

    assertThat(reason(DRIVER, null))
        .startsWith("the PyTorch library in " + library + " (DJL's cache) cannot be loaded: ");
  }

  @Test
  void theNamedFolderComesFirstThenTheCacheThenTheProgramsOwn() throws IOException {
    LibrarySearch search = new LibrarySearch(null, cache, home);
    Path own = library(home.resolve("2.7.1-cu128-linux-x86_64"), true);
    assertThat(search.forCuda()).contains(new TorchLibrary(own, "vaelab's own"));

    Path cached = library(cache.resolve("2.7.1-cu128-linux-x86_64"), true);
    library(cache.resolve("2.7.1-20250812-cpu-linux-x86_64"), false);
    library(cache.resolve("2.6.0-cu128-linux-x86_64"), true);
    assertThat(search.forCuda()).contains(new TorchLibrary(cached, "DJL's cache"));

    Path named = library(folder.resolve("named"), true);
    assertThat(new LibrarySearch("nowhere:" + named, cache, home).forCuda())
        .contains(new TorchLibrary(named, "PYTORCH_LIBRARY_PATH"));
  }

  private String reason(CudaDriver driver, @Nullable String named) {
    Cuda cuda = Cuda.look(driver, new LibrarySearch(named, cache, home));
    assertThat(cuda).isInstanceOf(Cuda.Unusable.class);
    return ((Cuda.Unusable) cuda).reason();
  }

  /** A folder with files of a library's names, which no system loads. */
  private static Path library(Path folder, boolean cuda) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(System.mapLibraryName("torch")), "not a library");
    if (cuda) {
      Files.writeString(folder.resolve(System.mapLibraryName("torch_cuda")), "not a library");
    }
    return folder;
  }
}
