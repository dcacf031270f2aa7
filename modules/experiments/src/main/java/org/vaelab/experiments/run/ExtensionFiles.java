package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.vaelab.experiments.extension.ExtensionFile;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.input.InputException;

/**
 * The user's own code as an environment.json names it. A name is all that is read there: code is
 * loaded of no file but those of the command line.
 */
public final class ExtensionFiles {
  private ExtensionFiles() {}

  /**
   * Adds which files of a run are not named now, where its spec cannot be read.
   *
   * @param wrong with the spec
   * @param environment an environment.json, or nothing
   * @param extensions that were named
   * @return the same, or with a hint
   */
  public static InputException hinted(
      InputException wrong, Path environment, Extensions extensions) {
    List<ExtensionFile> missing =
        new EnvironmentFile(environment)
            .extensions().stream().filter(file -> !extensions.has(file)).toList();
    return missing.isEmpty()
        ? wrong
        : new InputException(
            wrong.getMessage()
                + "\nThis run had code of its user's; if you trust it, give it again: "
                + options(missing),
            wrong);
  }

  /** The options that name files: "--with BetaTc.java --with my.jar". */
  static String options(List<ExtensionFile> files) {
    return files.stream()
        .map(file -> "--with " + ShellWord.of(file.file()))
        .collect(Collectors.joining(" "));
  }
}
