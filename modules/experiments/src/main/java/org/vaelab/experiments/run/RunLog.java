package org.vaelab.experiments.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Where log lines go instead of the terminal: those of DJL and of every other library, and a copy
 * of what the terminal shows. The last of them are kept in memory, for the file of a run folder
 * that does not exist yet and for what is shown when something failed.
 */
public final class RunLog implements AutoCloseable {
  private static final int KEPT_LINES = 5000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  /** Run folders are passed on, and where a program was installed is nobody's business. */
  private static final Pattern IN_JAR = Pattern.compile("jar:file:\\S*/([^/!\\s]+)!\\S*");

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private @Nullable Writer file;

  private RunLog() {}

  /**
   * Takes over the process's log.
   *
   * @return the log, in memory so far
   */
  public static RunLog start() {
    LogManager.getLogManager().reset();
    RunLog log = new RunLog();
    Logger.getLogger("").addHandler(log.handler());
    return log;
  }

  /**
   * Writes what was kept to {@code path}, and all that follows.
   *
   * @param path a new file, or that of an earlier part of the run, which is added to
   * @throws InputException when it cannot be written
   */
  public synchronized void attach(Path path) {
    try {
      RunFiles.ownCopy(path);
      file =
          Files.newBufferedWriter(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS);
      for (String line : lines) {
        write(line);
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(path, failure);
    }
  }

  /**
   * Adds a line.
   *
   * @param line without its time
   */
  public synchronized void add(String line) {
    String stamped = LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + " " + line;
    lines.add(stamped);
    if (lines.size() > KEPT_LINES) {
      lines.remove();
    }
    if (file != null) {
      write(stamped);
    }
  }

  /**
   * Adds a failure with its stack trace.
   *
   * @param what it is, in words
   * @param failure what was thrown
   */
  public void add(String what, Throwable failure) {
    LogRecord record = new LogRecord(Level.SEVERE, what);
    record.setThrown(failure);
    add(new SimpleFormatter().format(record).stripTrailing());
  }

  /**
   * The last lines, for the terminal when something failed.
   *
   * @param count at most that many
   * @return oldest first
   */
  public synchronized List<String> last(int count) {
    return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
  }

  /** Ends the file; lines that come later are kept in memory alone. */
  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException full) {
      // As in writing: a log must not end a run.
    }
    file = null;
  }

  private void write(String line) {
    Writer writer = file;
    if (writer == null) {
      return;
    }
    try {
      writer.write(line + System.lineSeparator());
      writer.flush();
    } catch (IOException full) {
      // A log that cannot be written must not end a run; what matters fails by itself.
      file = null;
    }
  }

  private Handler handler() {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        if (!isLoggable(record)) {
          return;
        }
        String message = IN_JAR.matcher(String.valueOf(record.getMessage())).replaceAll("$1");
        add(record.getLevel() + " " + record.getLoggerName() + ": " + message);
        if (record.getThrown() != null) {
          add("thrown there", record.getThrown());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
