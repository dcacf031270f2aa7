package org.vaelab.engine;

import com.sun.jna.Native;
import org.vaelab.input.InputException;

/** JNA's own part in native code, which asks NVIDIA's driver and OpenMP. */
final class JnaLibrary {
  private JnaLibrary() {}

  /**
   * Loads it. JNA unpacks it to a folder of the user's where there can be one, else to Java's
   * temporary folder.
   *
   * @throws InputException when there is no room for it
   */
  static void require() {
    try {
      // Any question loads it.
      Native.getNativeSize(int.class);
    } catch (UnsatisfiedLinkError failure) {
      throw new InputException(
          "A library of 120 kB (JNA's) cannot be unpacked to the temporary folder: "
              + failure.getMessage()
              + ".\nName another folder with VAELAB_JAVA_OPTIONS=-Djava.io.tmpdir=DIR, or with"
              + " XDG_CACHE_HOME.",
          failure);
    }
  }
}
