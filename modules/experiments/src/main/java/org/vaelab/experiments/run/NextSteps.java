package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to do with a run that is done. */
public final class NextSteps {
  private NextSteps() {}

  /**
   * Where its pictures are, and how it is trained longer.
   *
   * @param run its folder
   * @return to be said after all else
   */
  public static String of(Path run) {
    String longer =
        "train longer with: "
            + ShellWord.program()
            + " resume "
            + ShellWord.of(run)
            + " --epochs N";
    Path figures = run.resolve(RunFiles.FIGURES);
    return "next: " + (hasPictures(figures) ? "look at " + figures + ", or " : "") + longer;
  }

  private static boolean hasPictures(Path figures) {
    try (DirectoryStream<Path> pictures = Files.newDirectoryStream(figures, "*.{png,gif}")) {
      return pictures.iterator().hasNext();
    } catch (IOException none) {
      return false;
    }
  }
}
