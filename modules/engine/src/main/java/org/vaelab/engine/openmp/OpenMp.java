package org.vaelab.engine.openmp;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The OpenMP runtimes that this process has loaded, PyTorch's among them.
 *
 * <p>PyTorch's products and convolutions by oneDNN divide their work among as many threads as were
 * asked for. Where OpenMP then gives fewer, the parts of the missing threads stay as they are: the
 * numbers are wrong, or those that are there wait for the others for ever. So it has to be known
 * beforehand how many there will be.
 *
 * @param libraries files, as they were loaded
 */
public record OpenMp(List<Path> libraries) {
  /** Copies the list. */
  public OpenMp {
    libraries = List.copyOf(libraries);
  }

  /**
   * Keeps OpenMP from taking fewer threads when cores are busy, which {@code OMP_DYNAMIC} asks for.
   * To be called before the library is loaded, because it reads its variables then.
   */
  public static void keepThreads() {
    if (Platform.isLinux() && System.getenv("OMP_DYNAMIC") != null) {
      NativeLibrary.getProcess()
          .getFunction("setenv")
          .invokeInt(new Object[] {"OMP_DYNAMIC", "false", 1});
    }
  }

  /**
   * The runtimes that are loaded.
   *
   * @param libraryFolder where PyTorch's library is; looked into on systems that do not tell what a
   *     process has loaded
   * @return none where PyTorch was built without OpenMP
   */
  public static OpenMp loaded(Path libraryFolder) {
    return new OpenMp(RuntimeSearch.find(libraryFolder));
  }

  /**
   * How many threads a parallel region gets at most, whatever was asked for.
   *
   * @return 1 where the number is left to OpenMP; without a limit, a very large number
   */
  public int mostThreads() {
    int most = Integer.MAX_VALUE;
    for (Path library : libraries) {
      if (ask(library, "omp_get_dynamic") != 0 || ask(library, "omp_get_max_active_levels") < 1) {
        return 1;
      }
      most = Math.min(most, Math.max(1, ask(library, "omp_get_thread_limit")));
    }
    return most;
  }

  /** GNU's runtime, where it is the only one. */
  Optional<NativeLibrary> gnu() {
    return libraries.size() == 1 && libraries.get(0).toString().contains("libgomp")
        ? Optional.of(NativeLibrary.getInstance(libraries.get(0).toString()))
        : Optional.empty();
  }

  private static int ask(Path library, String question) {
    Function function = NativeLibrary.getInstance(library.toString()).getFunction(question);
    return function.invokeInt(new Object[0]);
  }
}
