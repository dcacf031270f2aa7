package org.vaelab.files;

import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/** Why something could not be fetched, in words for people instead of Java's. */
public final class NetworkFaults {
  private NetworkFaults() {}

  /**
   * The reason alone, to stand behind a colon or in brackets.
   *
   * @param failure what was thrown; its innermost cause counts
   * @return words without the name of a Java class
   */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownHostException) {
      return "there is no host " + cause.getMessage() + ", or no network";
    }
    if (cause instanceof ZipException) {
      return "it is damaged (" + FileFaults.reason(cause) + ")";
    }
    if (cause instanceof SSLException) {
      return "there is no secure connection to it (" + FileFaults.reason(cause) + ")";
    }
    return FileFaults.reason(cause);
  }
}
