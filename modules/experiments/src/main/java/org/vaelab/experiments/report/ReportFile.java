package org.vaelab.experiments.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The file of a report, which is written whole or not at all.
 *
 * @param path where it goes
 */
public record ReportFile(Path path) {
  private static final String MARK = "<meta name=\"generator\" content=\"vaelab report\">";
  private static final int HEAD = 2000;

  /**
   * Refuses to replace anything but an earlier report.
   *
   * @throws InputException where something else is there
   */
  public void check() {
    if (Files.isDirectory(path) || (Files.exists(path) && !isReport())) {
      throw new InputException(path + " exists and is no report of vaelab; choose another --out.");
    }
  }

  private boolean isReport() {
    try (Reader reader = Files.newBufferedReader(path)) {
      char[] head = new char[HEAD];
      int length = reader.read(head);
      return length > 0 && new String(head, 0, length).contains(MARK);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Writes or replaces it. */
  void write(String page) {
    Path folder = path.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(path, failure);
    }
    AtomicFile.write(path, page);
  }
}
