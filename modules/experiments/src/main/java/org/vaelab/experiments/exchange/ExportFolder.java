package org.vaelab.experiments.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The folder that an export writes into.
 *
 * @param path made where it is not there
 * @param overwrite whether files of the export's names may be replaced
 */
record ExportFolder(Path path, boolean overwrite) {
  /** Makes it, after a look that nothing is there which would be lost. */
  void prepare(List<String> names) {
    for (String name : names) {
      if (Files.exists(path.resolve(name)) && !overwrite) {
        throw new InputException(
            path.resolve(name) + " exists; choose another --out, or replace it with --overwrite.");
      }
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new InputException(path + " is a file; --out must be a folder.");
    }
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw new InputException(
          "the folder " + path + " cannot be made: " + FileFaults.reason(failure), failure);
    }
  }
}
