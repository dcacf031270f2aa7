package org.vaelab.engine;

import ai.djl.util.Platform;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vaelab.input.InputException;

/**
 * PyTorch's library for the CPU as DJL unpacks it from its jar: to a folder {@code tmp123} of its
 * cache, which is then renamed.
 *
 * @param cache of DJL for PyTorch
 * @param platform version, flavor and files of the jar
 */
record UnpackedLibrary(Path cache, Platform platform) {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
  private static final Pattern ASIDE = Pattern.compile("tmp\\d+");

  /** Unpacking takes seconds, on the slowest disks minutes. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Where it is, or will be. */
  Path folder() {
    return cache.resolve(
        platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
  }

  /** Whether it was unpacked before. */
  boolean isThere() {
    return Files.exists(folder().resolve(System.mapLibraryName("torch")));
  }

  /**
   * Refuses a library that was cut short: the system would end the process when it is read.
   *
   * @throws InputException that names the file and what to do
   */
  void check() {
    String classifier = platform.getClassifier();
    String flavor = platform.getFlavor();
    for (String name : platform.getLibraries()) {
      check(folder().resolve(name), "pytorch/" + flavor + "/" + classifier + "/" + name);
    }
    String binding = System.mapLibraryName("djl_torch");
    Path unpacked = folder().resolve(platform.getApiVersion() + "-" + binding);
    if (Files.exists(unpacked)) {
      check(unpacked, "jnilib/" + classifier + "/" + flavor + "/" + binding);
    }
  }

  private void check(Path file, String resource) {
    try {
      URL entry = ClassLoader.getSystemResource(resource);
      long size = entry == null ? 0 : entry.openConnection().getContentLengthLong();
      long found = Files.exists(file) ? Files.size(file) : 0;
      if (size > 0 && found != size) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "The PyTorch library could not be loaded: %s is damaged: it has %,d bytes instead"
                    + " of %,d.%n%s",
                file,
                found,
                size,
                remedy()));
      }
    } catch (IOException unreadable) {
      // Loading it says more.
      LOG.info("{}", unreadable.toString());
    }
  }

  /** What to do about a damaged one. */
  String remedy() {
    return "Delete the folder " + folder() + "; the next start unpacks it again.";
  }

  /**
   * Removes what starts left that were killed while they unpacked: folders named as DJL names them,
   * with nothing but this library's files in them, which nobody has touched for an hour.
   */
  void removeAbandoned() {
    try (Stream<Path> entries = Files.list(cache)) {
      for (Path entry : entries.toList()) {
        if (isAbandoned(entry)) {
          remove(entry);
          LOG.info("removed {}, which a killed start had left", entry);
        }
      }
    } catch (IOException unreadable) {
      // There is no cache yet, or it is another user's.
      LOG.debug("{}", unreadable.toString());
    }
  }

  private boolean isAbandoned(Path folder) throws IOException {
    if (!ASIDE.matcher(String.valueOf(folder.getFileName())).matches()
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || isRecent(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        boolean known =
            List.of(platform.getLibraries()).contains(String.valueOf(file.getFileName()));
        if (!known || isRecent(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isRecent(Path file) throws IOException {
    Instant touched =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .lastModifiedTime()
            .toInstant();
    return touched.isAfter(Instant.now().minus(ABANDONED));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
