package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to do with a run that is done. */
public final class NextSteps {
  private NextSteps() {}

  /**
   * Where its pictures are, and the commands that go on with it.
   *
   * @param run its folder
   * @return to be said after all else
   */
  public static String of(Path run) {
    Path figures = run.resolve(RunFiles.FIGURES);
    String looking = hasPictures(figures) ? "next: look at " + figures + ", or\n" : "next:\n";
    String folder = ShellWord.of(run);
    return looking
        + step("report " + folder, "curves, figures and settings as one page")
        + "\n"
        + step("play " + folder, "its model, by hand")
        + "\n"
        + step("evaluate " + folder, "what the model is worth")
        + "\n"
        + step("figures " + folder + " FIGURE", "other figures")
        + "\n"
        + step("resume " + folder + " --epochs N", "train longer");
  }

  private static String step(String command, String purpose) {
    return "  " + ShellWord.program() + " " + command + "   " + purpose;
  }

  private static boolean hasPictures(Path figures) {
    try (DirectoryStream<Path> pictures = Files.newDirectoryStream(figures, "*.{png,gif}")) {
      return pictures.iterator().hasNext();
    } catch (IOException none) {
      return false;
    }
  }
}
