package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is said of a run that was stopped. */
final class StopWords {
  private StopWords() {}

  /** Where the training did not stop by itself. */
  static String of(Path folder) {
    try (DirectoryStream<Path> checkpoints =
        Files.newDirectoryStream(folder.resolve(RunFiles.CHECKPOINTS), "epoch-*.json")) {
      if (checkpoints.iterator().hasNext()) {
        return "stopped" + goOn(folder);
      }
    } catch (IOException none) {
      // There is no such folder before the first.
    }
    return "stopped before the first checkpoint of " + folder + "; begin again.";
  }

  /** The end of a sentence. */
  static String goOn(Path folder) {
    return "; go on with: " + ShellWord.program() + " resume " + ShellWord.of(folder);
  }
}
