package org.vaelab.engine.onednn;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * Whether PyTorch computes convolutions by oneDNN, as its process-wide context has it; the
 * functions are called under the names that compilers on Linux give them.
 *
 * <p>{@code at::Context} in PyTorch 2.7, {@code aten/src/ATen/Context.h}.
 */
record OneDnnSwitch(NativeLibrary library, Pointer context) {
  /** The level of errors in PyTorch's log, above that of warnings. */
  private static final int ERRORS = 2;

  static OneDnnSwitch of(Path library) {
    NativeLibrary loaded = NativeLibrary.getInstance(library.toString());
    return new OneDnnSwitch(
        loaded, loaded.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]));
  }

  /** Whether the functions' names are known on this system. */
  static boolean isOffered() {
    return Platform.isLinux();
  }

  void use(boolean wanted) {
    library
        .getFunction("_ZN2at7Context20setUserEnabledMkldnnEb")
        .invokeVoid(new Object[] {context, wanted ? 1 : 0});
  }

  /**
   * Keeps PyTorch from warning on the terminal at each convolution that it has no NNPACK either.
   *
   * @param core the library that has PyTorch's log
   */
  static void warnNoMore(Path core) {
    NativeLibrary.getInstance(core.toString())
        .getGlobalVariableAddress("FLAGS_caffe2_log_level")
        .setInt(0, ERRORS);
  }
}
