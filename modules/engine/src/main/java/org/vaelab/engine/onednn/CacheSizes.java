package org.vaelab.engine.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The sizes of the processor's caches as oneDNN believes them to be.
 *
 * <p>On AMD's processors its helper Xbyak reads them from leaf 0x8000001D of the instruction CPUID.
 * Some virtual machines leave that leaf empty, and "no cache" is then read as three caches of one
 * byte, each used by one core. oneDNN offers no way to set the sizes, so they are written where it
 * keeps them; nothing is touched unless exactly that mistake stands there.
 *
 * <p>Layout: {@code class Cpu} of {@code xbyak_util.h} in oneDNN 3.7: two 64-bit sets of features,
 * three 32-bit counts of cores, ten sizes, ten numbers of cores that share a cache, and how many of
 * the ten are in use.
 */
final class CacheSizes {
  /** What oneDNN takes where a processor says nothing: {@code get_per_core_cache_size}. */
  private static final int[] BYTES = {32 << 10, 512 << 10, 1 << 20};

  private static final String PROCESSOR = "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_";
  private static final String ASK_PROCESSOR = "_ZN4dnnl4impl3cpu3x643cpuEv";
  private static final String OFFERED = "_ZN2at13globalContextEv";
  private static final Path TOLD_BY_LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache/index0");

  private static final int SIZES = 28;
  private static final int SLOTS = 10;
  private static final int SHARING = SIZES + SLOTS * Integer.BYTES;
  private static final int LEVELS = SHARING + SLOTS * Integer.BYTES;

  private CacheSizes() {}

  /** Corrects the sizes in the loaded library; says whether they were wrong. */
  static boolean mend(Path library) {
    if (!Platform.isLinux() || !Platform.isIntel() || Files.exists(TOLD_BY_LINUX)) {
      return false;
    }
    try {
      Map<String, Long> places =
          SymbolTable.find(library, Set.of(PROCESSOR, ASK_PROCESSOR, OFFERED));
      Long processor = places.get(PROCESSOR);
      Long askProcessor = places.get(ASK_PROCESSOR);
      Long offered = places.get(OFFERED);
      if (processor == null || askProcessor == null || offered == null) {
        return false;
      }
      NativeLibrary loaded = NativeLibrary.getInstance(library.toString());
      long start = Pointer.nativeValue(loaded.getFunction(OFFERED)) - offered;
      // The processor is asked at the first use, which this is.
      Function.getFunction(new Pointer(start + askProcessor)).invokePointer(new Object[0]);
      return correct(new Pointer(start + processor));
    } catch (IOException unreadable) {
      // The check of the numbers decides what follows.
      return false;
    }
  }

  /** Corrects the sizes where caches of one byte stand. */
  static boolean correct(Pointer processor) {
    if (processor.getInt(LEVELS) != BYTES.length) {
      return false;
    }
    for (int i = 0; i < SLOTS; i++) {
      int wrong = i < BYTES.length ? 1 : 0;
      int place = i * Integer.BYTES;
      if (processor.getInt(SIZES + place) != wrong || processor.getInt(SHARING + place) != wrong) {
        return false;
      }
    }
    for (int i = 0; i < BYTES.length; i++) {
      processor.setInt(SIZES + (long) i * Integer.BYTES, BYTES[i]);
    }
    return true;
  }
}
