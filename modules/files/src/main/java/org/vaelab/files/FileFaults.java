package org.vaelab.files;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.input.InputException;

/** Why a file could not be read or written, in words for people instead of Java's. */
public final class FileFaults {
  /** The older classes put the reason behind the path: {@code x/y.json (Permission denied)}. */
  private static final Pattern REASON_AT_END = Pattern.compile(".*\\(([^()]+)\\)");

  private static final String NO_REASON = "the system gives no reason";
  private static final String MISSING = "there is no such file or folder";

  private FileFaults() {}

  /**
   * The fault of a file that could not be read.
   *
   * @param path of the file or folder
   * @param failure what was thrown
   * @return to be thrown
   */
  public static InputException cannotRead(Path path, Exception failure) {
    return new InputException(path + " cannot be read: " + reason(failure), failure);
  }

  /**
   * The fault of a file that could not be written.
   *
   * @param path of the file or folder
   * @param failure what was thrown
   * @return to be thrown
   */
  public static InputException cannotWrite(Path path, Exception failure) {
    return new InputException(path + " cannot be written: " + reason(failure), failure);
  }

  /**
   * The reason alone, to stand behind a colon or in brackets.
   *
   * @param failure what was thrown; of one that wraps another, the other counts
   * @return words without the name of a Java class; the path is left to the caller
   */
  public static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof UncheckedIOException || (cause instanceof IOException)) {
      return cause == null ? NO_REASON : reason(cause);
    }
    if (failure instanceof FileSystemException named) {
      return reason(named);
    }
    if (failure instanceof FileNotFoundException older) {
      Matcher matcher = REASON_AT_END.matcher(String.valueOf(older.getMessage()));
      return matcher.matches() ? matcher.group(1) : MISSING;
    }
    if (failure instanceof EOFException) {
      return "it ends too early";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (failure instanceof ClosedByInterruptException) {
      return "it was interrupted";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? NO_REASON : message;
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return MISSING;
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder that is not empty stands in its place";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "something of that name is there already";
    }
    String reason = failure.getReason();
    return reason == null || reason.isBlank() ? NO_REASON : reason;
  }
}
