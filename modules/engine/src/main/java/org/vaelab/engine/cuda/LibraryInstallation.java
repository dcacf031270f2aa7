package org.vaelab.engine.cuda;

import ai.djl.util.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.input.InputException;

/**
 * Fetches DJL's published build of PyTorch for CUDA into DJL's cache.
 *
 * <p>The folder appears when all of it is there and not before; a fetch that was broken off goes on
 * with the file it was at. DJL publishes no checksums: each file is checked by the length its
 * server states and by gzip's own CRC-32, and {@value #CHECKSUMS} keeps SHA-256 sums of what came,
 * which another fetch can be held to.
 */
public final class LibraryInstallation {
  /** The file of sums, in the form of {@code sha256sum}. */
  public static final String CHECKSUMS = "SHA256SUMS";

  /** Where DJL publishes it. */
  public static final URI PUBLISHED = URI.create("https://publish.djl.ai/pytorch");

  private static final Pattern CHECKSUM = Pattern.compile("([0-9a-f]{64}) [ *](\\S+)");

  private final String version;
  private final String folderName;
  private final String listed;
  private final Path cache;
  private final Download download;
  private final Consumer<String> report;

  /**
   * An installation for this platform.
   *
   * @param from a server laid out as DJL's
   * @param cache DJL's, for its PyTorch engine
   * @param report told of each file and of large ones' progress
   * @throws InputException when DJL publishes none for this platform
   */
  public LibraryInstallation(URI from, Path cache, Consumer<String> report) {
    this(from, Duration.ofMinutes(1), cache, report);
  }

  /** The same with a server that may be silent for as long as {@code patience}. */
  LibraryInstallation(URI from, Duration patience, Path cache, Consumer<String> report) {
    Platform platform = Platform.fromSystem("pytorch");
    if (Cuda.class.getResource(TorchLibrary.binding()) == null) {
      throw new InputException(
          "DJL publishes no build for CUDA for " + platform.getClassifier() + ".");
    }
    this.version = platform.getVersion();
    this.listed = LibrarySearch.FLAVOR + "/" + platform.getClassifier() + "/";
    this.folderName = version + "-" + LibrarySearch.FLAVOR + "-" + platform.getClassifier();
    this.cache = cache;
    this.report = report;
    this.download =
        new Download(from.toString().replaceAll("/+$", "") + "/" + version, patience, report);
  }

  /**
   * Fetches what is not there yet.
   *
   * @param expected SHA-256 sums that the files must have, by name; empty to take what comes
   * @return the folder
   * @throws InputException when the server, the network or the disk does not allow it, or a file is
   *     damaged or another than expected
   */
  public Path install(Map<String, String> expected) {
    Path folder = cache.resolve(folderName);
    if (Files.isRegularFile(folder.resolve(CHECKSUMS))) {
      verify(folder, expected);
      report.accept("already there and whole: " + folder);
      return folder;
    }
    if (Files.isDirectory(folder)) {
      return foreign(folder, expected);
    }
    Path part = cache.resolve(folderName + ".part");
    try (FileChannel channel = lock();
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new InputException("Another installation in " + cache + " is under way.");
      }
      Files.createDirectories(part);
      Map<String, String> sums = fetchAll(part, expected);
      requireAll(expected, sums);
      extractBinding(part);
      Files.writeString(part.resolve(CHECKSUMS), words(sums));
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      return folder;
    } catch (OverlappingFileLockException sameProcess) {
      throw new InputException("Another installation in " + cache + " is under way.", sameProcess);
    } catch (IOException failure) {
      throw new InputException(
          "The library cannot be installed in "
              + cache
              + ": "
              + FileFaults.reason(failure)
              + "; what is whole stays in "
              + part
              + ", and the same command goes on from it.",
          failure);
    }
  }

  private FileChannel lock() throws IOException {
    Files.createDirectories(cache);
    return FileChannel.open(
        cache.resolve(folderName + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** DJL itself names its folders so: what another program fetched is used, but not vouched for. */
  private Path foreign(Path folder, Map<String, String> expected) {
    if (!TorchLibrary.isIn(folder)) {
      throw new InputException(
          folder + " is there, but holds no library; delete it and install again.");
    }
    if (!expected.isEmpty()) {
      compare(folder, expected);
    }
    report.accept("already there, fetched by another program: " + folder);
    return folder;
  }

  private static void requireAll(Map<String, String> expected, Map<String, String> sums) {
    if (!expected.isEmpty() && !sums.keySet().containsAll(expected.keySet())) {
      Set<String> missing = new TreeSet<>(expected.keySet());
      missing.removeAll(sums.keySet());
      throw new InputException("The server has no " + String.join(", ", missing) + ".");
    }
  }

  private Map<String, String> fetchAll(Path part, Map<String, String> expected) throws IOException {
    List<PublishedFiles.File> files = PublishedFiles.of(download, listed).files();
    Map<String, String> sums = new TreeMap<>();
    for (PublishedFiles.File each : files) {
      String name = each.name();
      Path file = part.resolve(name);
      if (!Files.exists(file)) {
        report.accept(name + " (" + (sums.size() + 1) + " of " + files.size() + ")");
        download.unzip(each.path(), file);
      }
      String sum = Sha256.of(file);
      if (!expected.isEmpty() && !sum.equals(expected.get(name))) {
        Files.delete(file);
        throw mismatch(name, sum, expected.getOrDefault(name, "no such file"));
      }
      sums.put(name, sum);
    }
    return sums;
  }

  private static InputException mismatch(String name, String sum, String wanted) {
    return new InputException(
        name
            + " has the SHA-256 sum "
            + sum
            + ", but "
            + wanted
            + " was expected; it is not used.");
  }

  /** DJL's own part beside the library, so that a folder that cannot be written to is enough. */
  private static void extractBinding(Path part) throws IOException {
    String name =
        Platform.fromSystem("pytorch").getApiVersion() + "-" + System.mapLibraryName("djl_torch");
    try (InputStream binding = Cuda.class.getResourceAsStream(TorchLibrary.binding())) {
      if (binding == null) {
        throw new IOException(TorchLibrary.binding() + " is not on the class path");
      }
      Files.copy(binding, part.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void verify(Path folder, Map<String, String> expected) {
    for (String library : TorchLibrary.cudaNames()) {
      if (!Files.isRegularFile(folder.resolve(library))) {
        throw new InputException(
            folder + " holds no " + library + "; delete the folder and install again.");
      }
    }
    compare(folder, expected.isEmpty() ? readChecksums(folder.resolve(CHECKSUMS)) : expected);
  }

  private static void compare(Path folder, Map<String, String> expected) {
    try {
      for (Map.Entry<String, String> each : expected.entrySet()) {
        Path file = folder.resolve(each.getKey());
        String sum = Files.isRegularFile(file) ? Sha256.of(file) : "of no file";
        if (!sum.equals(each.getValue())) {
          throw new InputException(
              mismatch(file.toString(), sum, each.getValue()).getMessage()
                  + " Delete "
                  + folder
                  + " and install again.");
        }
      }
    } catch (IOException failure) {
      throw FileFaults.cannotRead(folder, failure);
    }
  }

  /**
   * Reads a list as {@code sha256sum} writes it.
   *
   * @param file one sum and name a line
   * @return sums by name
   * @throws InputException when a line is anything else, or there is none
   */
  public static Map<String, String> readChecksums(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
    Map<String, String> sums = new TreeMap<>();
    for (String line : lines) {
      Matcher matcher = CHECKSUM.matcher(line);
      if (!matcher.matches()) {
        throw new InputException(
            file + ":" + (sums.size() + 1) + " is no line of sha256sum: \"" + line + "\"");
      }
      sums.put(matcher.group(2), matcher.group(1));
    }
    if (sums.isEmpty()) {
      throw new InputException(file + " holds no sums.");
    }
    return sums;
  }

  private static String words(Map<String, String> sums) {
    return sums.entrySet().stream()
        .map(each -> each.getValue() + "  " + each.getKey() + "\n")
        .collect(Collectors.joining());
  }
}
