package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The folder that a run leaves, locked while it is written. Each file in it is written whole or not
 * at all.
 */
public final class RunFolder implements AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path path;
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder of a new run, or takes that of an earlier one, which stays as it is until
   * {@link #begin}.
   *
   * @param given the value of {@code --out}; null for {@code runs/<name>/<time>}
   * @param name of the experiment
   * @param overwrite whether an earlier run there may be replaced
   * @return the folder
   * @throws InputException when it is not empty and no run to be replaced, or cannot be made
   */
  public static RunFolder create(@Nullable Path given, String name, boolean overwrite) {
    Path path = given == null ? unused(Path.of("runs", name)) : given;
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new InputException(path + " is a file; --out must be a folder.");
    }
    try {
      Files.createDirectories(path);
      RunFiles.requireOwn(path);
      FileChannel lock = lock(path);
      try {
        requireReplaceable(path, overwrite);
        return new RunFolder(path, lock);
      } catch (RuntimeException failure) {
        unlock(path, lock);
        throw failure;
      }
    } catch (IOException failure) {
      throw new InputException(
          "the folder " + path + " cannot be made: " + FileFaults.reason(failure), failure);
    }
  }

  private static void requireReplaceable(Path path, boolean overwrite) {
    if (RunFiles.isEmpty(path)) {
      return;
    }
    if (!RunFiles.isRun(path)) {
      throw new InputException(
          path
              + " is not empty and holds no run (a run has spec.json and environment.json); give"
              + " another --out.");
    }
    if (!overwrite) {
      throw new InputException(
          path + " is not empty; give --overwrite to replace the run in it, or another --out.");
    }
  }

  /**
   * Writes the first files of a new run, and then removes those of the run before: where the disk
   * is full, that one is still there.
   *
   * @param spec text of spec.json
   * @param environment text of environment.json
   * @param figures the names of the pictures to come; those of before are removed, the user's own
   *     figures too
   * @throws InputException when they cannot be written; nothing has changed then
   */
  public void begin(String spec, String environment, Collection<String> figures) {
    List<Path> before = RunFiles.of(path, figures);
    before.forEach(RunFolder::requireRemovable);
    Map<Path, String> first =
        Map.of(file(RunFiles.SPEC), spec, file(RunFiles.ENVIRONMENT), environment);
    AtomicFile.writeTexts(first);
    for (Path file : before) {
      if (!first.containsKey(file)) {
        delete(file);
      }
    }
    try {
      Files.createDirectories(path.resolve(RunFiles.FIGURES));
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(path, failure);
    }
  }

  private static void requireRemovable(Path file) {
    if (!Files.isWritable(file.getParent())) {
      throw new InputException(
          file + " cannot be removed: its folder may not be written; give another --out.");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new InputException(file + " cannot be removed: " + FileFaults.reason(failure), failure);
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
    RunFiles.requireOwn(path);
    try {
      FileChannel lock = lock(path);
      try {
        RunFiles.halfWritten(path).forEach(RunFolder::delete);
        Files.createDirectories(path.resolve(RunFiles.FIGURES));
        return new RunFolder(path, lock);
      } catch (IOException | RuntimeException failure) {
        unlock(path, lock);
        throw failure;
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(path, failure);
    }
  }

  /**
   * Where the data of a run are looked for after it: where it had them, unless an option says
   * otherwise.
   *
   * @param run its folder
   * @param given what the command line says
   * @return those folders that are there
   */
  public static DataSources sources(Path run, DataSources given) {
    if (given.folders().stream().anyMatch(DataSources.Folder::isOption)) {
      return given;
    }
    List<Path> before =
        new EnvironmentFile(run.resolve(RunFiles.ENVIRONMENT)).remembered().dataFolders();
    return given.and(before.stream().filter(Files::isDirectory).toList(), "the run's data folder");
  }

  /**
   * Whether a folder is that of a run.
   *
   * @param path any
   * @return whether it has the two files that every run begins with
   */
  public static boolean isRun(Path path) {
    return RunFiles.isRun(path);
  }

  /**
   * Whether another process writes a run now.
   *
   * @param path of a run
   * @return whether its folder is locked
   * @throws IOException when that cannot be found out
   */
  public static boolean isBeingWritten(Path path) throws IOException {
    Path lock = path.resolve(RunFiles.LOCK);
    if (!RunFiles.isFile(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
        FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return free == null;
    } catch (OverlappingFileLockException heldHere) {
      return true;
    }
  }

  /** Held by this process until it closes it or ends, however it ends. */
  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve(RunFiles.LOCK);
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      boolean locked = isLocked(channel);
      if (locked && isAt(channel, file)) {
        return channel;
      }
      channel.close();
      if (!locked) {
        throw new InputException(path + " is being written by another run; give another --out.");
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldHere) {
      // By another run of this very process; the answer is the same.
      return false;
    }
  }

  /**
   * Whether a locked file still has its name: its last holder may have removed it between opening
   * and locking, and the lock of a file without a name keeps nobody out.
   */
  private static boolean isAt(FileChannel channel, Path file) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    channel.truncate(0).write(ByteBuffer.wrap(token), 0);
    try {
      return Arrays.equals(token, Files.readAllBytes(file));
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException lockedForReaders) {
      // Such a file cannot be removed while it is open.
      return true;
    }
  }

  private static void unlock(Path path, FileChannel lock) {
    try (lock) {
      Files.deleteIfExists(path.resolve(RunFiles.LOCK));
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
    return new Checkpoints(path.resolve(RunFiles.CHECKPOINTS));
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

  /**
   * Where events for TensorBoard go: into the folder itself, after which TensorBoard names the run.
   * A run that was begun by an older version has them in a folder of their own, and goes on there.
   */
  Path events() {
    Path own = path.resolve(RunFiles.TENSORBOARD);
    return Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS) ? own : path;
  }

  /** The pictures of the run. */
  FigureFiles figures() {
    return new FigureFiles(path.resolve(RunFiles.FIGURES));
  }

  private static Path unused(Path parent) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    Path path = parent.resolve(time);
    for (int i = 2; Files.exists(path); i++) {
      path = parent.resolve(time + "-" + i);
    }
    return path;
  }
}
