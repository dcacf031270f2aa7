package org.vaelab.experiments;

import org.vaelab.experiments.command.VaelabCommand;

/** The entry of the program. */
public final class Main {
  private Main() {}

  /**
   * Runs the program and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(VaelabCommand.execute(arguments));
  }
}
