package org.vaelab.data.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.data.source.Split;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The files of imported images: for each split {@code train-images.npy}, uint8 {@code (N, C, H,
 * W)}, and {@code train-labels.npy}, int32 {@code (N)}; {@code classes.txt}, a line per class; and
 * {@code SHA256SUMS}, which {@code sha256sum -c} reads.
 *
 * @param folder that holds them
 */
record ImportFiles(Path folder) {
  static final String CLASSES = "classes.txt";
  static final String SUMS = "SHA256SUMS";

  static String images(Split split) {
    return split + "-images.npy";
  }

  static String labels(Split split) {
    return split + "-labels.npy";
  }

  /** A file that must be there. */
  Path required(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file
              + " is missing; "
              + folder
              + " must be a folder that vaelab data import has written.");
    }
    return file;
  }

  /** The lines of a text file. */
  List<String> lines(String name) {
    Path file = required(name);
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  /** The sums that were written, by the files' names. */
  Map<String, String> sums() {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : lines(SUMS)) {
      String[] parts = line.split("  ", 2);
      if (parts.length == 2) {
        sums.put(parts[1], parts[0]);
      }
    }
    return sums;
  }
}
