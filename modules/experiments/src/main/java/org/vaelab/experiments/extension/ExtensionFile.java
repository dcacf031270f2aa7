package org.vaelab.experiments.extension;

/**
 * A file of the user's code, as a run remembers it.
 *
 * @param file as the command line named it
 * @param sha256 of its bytes
 */
public record ExtensionFile(String file, String sha256) {
  /**
   * Its name without its folder, by which a changed one is recognised.
   *
   * @return for example BetaTc.java
   */
  public String name() {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
