package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InputException;

/**
 * The folder that a run leaves, locked while it is written. Each file in it is written whole or not
 * at all.
 */
public final class RunFolder implements AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** What a run writes, and what {@code --overwrite} therefore removes first. */
  private static final List<String> FILES =
      List.of(
          "spec.json",
          "environment.json",
          "metrics.csv",
          "model.safetensors",
          "run.log",
          "figures/frames",
          "figures",
          "tensorboard",
          "checkpoints");

  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder of a new run.
   *
   * @param given the value of {@code --out}; null for {@code runs/<name>/<time>}
   * @param name of the experiment
   * @param overwrite whether an earlier run there may be replaced
   * @return the folder, without any file of an earlier run
   * @throws InputException when it is not empty, or cannot be made
   */
  public static RunFolder create(@Nullable Path given, String name, boolean overwrite) {
    Path path = given == null ? unused(Path.of("runs", name)) : given;
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new NotDirectoryException(path.toString());
      }
      Files.createDirectories(path);
      FileChannel lock = lock(path);
      try {
        if (!isEmpty(path)) {
          if (!overwrite) {
            throw new InputException(
                path
                    + " is not empty; give --overwrite to replace the run in it, or another"
                    + " --out.");
          }
          removeRun(path);
        }
        Files.createDirectories(path.resolve("figures"));
        return new RunFolder(path, lock);
      } catch (IOException | RuntimeException failure) {
        unlock(path, lock);
        throw failure;
      }
    } catch (NotDirectoryException file) {
      throw new InputException(path + " is a file; --out must be a folder.", file);
    } catch (IOException failure) {
      String reason =
          failure instanceof FileSystemException named && named.getReason() != null
              ? named.getReason()
              : failure.toString();
      throw new InputException("the folder " + path + " cannot be made: " + reason, failure);
    }
  }

  /**
   * Opens the folder of a run that was stopped, and removes what was half-written.
   *
   * @param path of the run
   * @return the folder
   * @throws InputException when it cannot be written, or another run is writing it
   */
  public static RunFolder open(Path path) {
    try {
      FileChannel lock = lock(path);
      removeParts(path);
      removeParts(path.resolve("checkpoints"));
      removeParts(path.resolve("figures"));
      removeParts(path.resolve("figures/frames"));
      Files.createDirectories(path.resolve("figures"));
      return new RunFolder(path, lock);
    } catch (IOException failure) {
      throw new InputException(path + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private static void removeParts(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path part : files.filter(each -> each.toString().endsWith(".part")).toList()) {
          Files.delete(part);
        }
      }
    }
  }

  /** Held by this process until it closes it or ends, however it ends. */
  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldHere) {
      // By another run of this very process; the answer is the same.
    }
    channel.close();
    throw new InputException(path + " is being written by another run; give another --out.");
  }

  private static void unlock(Path path, FileChannel lock) {
    try {
      Files.deleteIfExists(path.resolve(LOCK));
      lock.close();
    } catch (IOException ignored) {
      // The lock itself ends with the process at the latest.
    }
  }

  /** Lets others write the folder. */
  @Override
  public void close() {
    unlock(path, lock);
  }

  /**
   * Where the run is.
   *
   * @return an existing folder
   */
  public Path path() {
    return path;
  }

  /** The checkpoints of the run. */
  Checkpoints checkpoints() {
    return new Checkpoints(path.resolve("checkpoints"));
  }

  /**
   * A file of the run.
   *
   * @param name for example metrics.csv
   * @return its path
   */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** The pictures of the run. */
  FigureFiles figures() {
    return new FigureFiles(path.resolve("figures"));
  }

  private static Path unused(Path parent) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    Path path = parent.resolve(time);
    for (int i = 2; Files.exists(path); i++) {
      path = parent.resolve(time + "-" + i);
    }
    return path;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(entry -> entry.endsWith(LOCK));
    }
  }

  /** Removes what a run writes, and nothing else that may lie in the folder. */
  private static void removeRun(Path folder) throws IOException {
    for (String name : FILES) {
      Path entry = folder.resolve(name);
      if (Files.isDirectory(entry)) {
        try (Stream<Path> pictures = Files.list(entry)) {
          for (Path picture : pictures.filter(Files::isRegularFile).toList()) {
            Files.delete(picture);
          }
        }
      } else {
        Files.deleteIfExists(entry);
      }
    }
  }
}
