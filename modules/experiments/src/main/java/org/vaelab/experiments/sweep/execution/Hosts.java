package org.vaelab.experiments.sweep.execution;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names of machines. */
final class Hosts {
  private Hosts() {}

  /** What this machine calls itself. */
  static String own() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "this machine";
    }
  }
}
