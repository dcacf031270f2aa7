package org.vaelab.engine.cuda;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.vaelab.input.InputException;

/**
 * What a server laid out as DJL's lists for a platform: gzipped files, a line each.
 *
 * @param files in the server's order
 */
record PublishedFiles(List<File> files) {
  /** The server's list of all platforms. */
  private static final String LIST = "files.txt";

  private static final String ENDING = ".gz";
  private static final int SHOWN = 200;

  /** Parts of a path, none of which could lead out of a folder. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");

  /**
   * One of them.
   *
   * @param path on the server, encoded
   * @param name of what is in it
   */
  record File(String path, String name) {}

  /**
   * Reads the list.
   *
   * @param download the server
   * @param platform how its lines begin
   * @throws IOException when it does not come as a whole
   * @throws InputException when a line is no file's, or the libraries are not among them
   */
  static PublishedFiles of(Download download, String platform) throws IOException {
    List<File> files = new ArrayList<>();
    for (String line : download.text(LIST).lines().toList()) {
      if (line.startsWith(platform)) {
        files.add(new File(line, name(line)));
      }
    }
    if (files.isEmpty()) {
      throw new InputException(download + "/" + LIST + " lists nothing for " + platform + ".");
    }
    for (String library : TorchLibrary.cudaNames()) {
      if (files.stream().noneMatch(file -> file.name().equals(library))) {
        throw new InputException(
            download + "/" + LIST + " does not list " + library + ": it is not whole.");
      }
    }
    return new PublishedFiles(List.copyOf(files));
  }

  /** The last part of a listed path, without .gz; nothing that could lead out of the folder. */
  private static String name(String line) {
    String path = decoded(line);
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!PATH.matcher(path).matches()
        || !name.endsWith(ENDING)
        || name.equals(LibraryInstallation.CHECKSUMS + ENDING)) {
      String shown = line.replaceAll("\\p{Cntrl}", "?");
      throw new InputException(
          LIST
              + " lists \""
              + shown.substring(0, Math.min(SHOWN, shown.length()))
              + "\", which is no library's name.");
    }
    return name.substring(0, name.length() - ENDING.length());
  }

  /** Empty where the line cannot be decoded. */
  private static String decoded(String line) {
    try {
      return URLDecoder.decode(line, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      return "";
    }
  }
}
