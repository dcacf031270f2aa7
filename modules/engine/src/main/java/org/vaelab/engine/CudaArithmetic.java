package org.vaelab.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * How PyTorch computes on CUDA, as its process-wide context has it. DJL offers no way to it; the
 * functions are called under the names that compilers on Linux give them.
 *
 * <p>{@code at::Context} in PyTorch 2.7, {@code aten/src/ATen/Context.h}.
 */
final class CudaArithmetic {
  private final NativeLibrary library;
  private final Pointer context;

  private CudaArithmetic(NativeLibrary library) {
    this.library = library;
    this.context = library.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
  }

  /** That of the loaded library; only where {@link #isOffered}. */
  static CudaArithmetic of(Path libraryFolder) {
    return new CudaArithmetic(
        NativeLibrary.getInstance(
            libraryFolder.resolve(System.mapLibraryName("torch_cpu")).toString()));
  }

  /** Whether the functions' names are known on this system. */
  static boolean isOffered() {
    return Platform.isLinux();
  }

  /**
   * Whether products and convolutions may round their inputs to 10 bits of mantissa (TF32); PyTorch
   * lets convolutions do so unless told otherwise.
   */
  void allowTf32(boolean allowed) {
    set("_ZN2at7Context17setAllowTF32CuDNNEb", allowed);
    set("_ZN2at7Context18setAllowTF32CuBLASEb", allowed);
  }

  /** Whether convolutions leave out algorithms that add in an order of their own each time. */
  void deterministic(boolean wanted) {
    set("_ZN2at7Context21setDeterministicCuDNNEb", wanted);
  }

  boolean allowsTf32() {
    return get("_ZNK2at7Context14allowTF32CuDNNEv") || get("_ZNK2at7Context15allowTF32CuBLASEv");
  }

  boolean isDeterministic() {
    return get("_ZNK2at7Context18deterministicCuDNNEv");
  }

  private void set(String name, boolean value) {
    Function function = library.getFunction(name);
    function.invokeVoid(new Object[] {context, value ? 1 : 0});
  }

  /** Of what a function returns as C++ bool the lowest byte alone counts. */
  private boolean get(String name) {
    return (library.getFunction(name).invokeInt(new Object[] {context}) & 0xff) != 0;
  }
}
