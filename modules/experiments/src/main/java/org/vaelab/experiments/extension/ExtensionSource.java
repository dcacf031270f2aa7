package org.vaelab.experiments.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.InputException;
import org.vaelab.json.Extension;

/**
 * A file of the user's code, read once: its checksum is that of the very bytes that are loaded, and
 * a build that writes it anew meanwhile changes nothing.
 *
 * @param file as the command line named it
 * @param realPath where it is, links followed
 * @param bytes its content
 */
record ExtensionSource(Path file, Path realPath, byte[] bytes) {
  /** Far more than code has. */
  private static final long LARGEST = 500_000_000;

  static ExtensionSource read(Path file) {
    if (!Files.exists(file)) {
      throw new InputException("--with " + file + " does not exist.");
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "--with "
              + file
              + " is "
              + (Files.isDirectory(file) ? "a folder" : "no plain file")
              + "; it must be a Java file or a jar.");
    }
    if (!hasEnding(file, ".java") && !hasEnding(file, ".jar")) {
      throw new InputException("--with " + file + " must end in .java or .jar.");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new InputException("--with " + file + " is larger than 500 MB.");
      }
      return new ExtensionSource(file, file.toRealPath(), Files.readAllBytes(file));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static boolean hasEnding(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  ExtensionFile identity() {
    return new ExtensionFile(file.toString(), Sha256.of(bytes));
  }

  /** The extensions in it, at least one. */
  List<Extension> extensions() {
    return hasEnding(file, ".java") ? JavaSource.extensions(this) : JarSource.extensions(this);
  }
}
