package org.vaelab.engine.cuda;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Native libraries that stay loaded: JNA closes one that nobody refers to any more. */
final class LoadedLibraries {
  /** RTLD_LAZY of dlopen, and not RTLD_GLOBAL. */
  static final int LAZY_AND_LOCAL = 1;

  private static final Queue<Object> KEPT = new ConcurrentLinkedQueue<>();

  private LoadedLibraries() {}

  /** Until the process ends. */
  static void keep(Object library) {
    KEPT.add(library);
  }
}
