package org.vaelab.experiments.run;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How wide the terminal's window is, which may change at any time. */
final class WindowWidth {
  /** Where the system does not say. */
  private static final int USUAL = 80;

  private static final int STANDARD_OUTPUT = 1;

  /** TIOCGWINSZ: fills in rows and columns, then pixels, of two bytes each. */
  private static final long ASK_LINUX = 0x5413;

  private static final long ASK_MAC = 0x40087468;

  /** The part of the C library that is called. */
  interface C extends Library {
    int ioctl(int file, NativeLong request, Object... answer);
  }

  private WindowWidth() {}

  /** The columns of the standard output's window. */
  static int columns() {
    if (!Platform.isLinux() && !Platform.isMac()) {
      return USUAL;
    }
    try {
      byte[] answer = new byte[8];
      NativeLong request = new NativeLong(Platform.isMac() ? ASK_MAC : ASK_LINUX);
      C library = Native.load("c", C.class);
      int columns =
          library.ioctl(STANDARD_OUTPUT, request, answer) == 0
              ? ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getShort(2)
              : 0;
      return columns > 0 ? columns : USUAL;
    } catch (UnsatisfiedLinkError absent) {
      return USUAL;
    }
  }
}
