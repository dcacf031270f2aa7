package org.vaelab.data.own;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Split;
import org.vaelab.input.InputException;

/**
 * One file with all images, of which a share is for the test, or a folder with a file for each
 * split.
 *
 * @param path of the file or folder
 * @param ending of the files in a folder, such as .npz
 * @param rule what was asked for; null for what is there
 */
record SplitFile(Path path, String ending, @Nullable SplitRule rule) {
  /** The file that holds a split, and of one file for both everything. */
  Path of(Split split) {
    if (Files.isRegularFile(path)) {
      if (rule instanceof FolderSplit) {
        throw new InputException(
            path + " is a file; split \"folders\" needs a folder with " + names() + ".");
      }
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new InputException(
          path
              + " is missing; it must be a "
              + ending
              + " file, or a folder with "
              + names()
              + ".");
    }
    if (rule instanceof ShareSplit) {
      throw new InputException(
          path + " is a folder; split \"share\" needs one " + ending + " file with all images.");
    }
    Path file = path.resolve(split + ending);
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + " is missing; the folder must hold " + names() + ".");
    }
    return file;
  }

  private String names() {
    return "train" + ending + " and test" + ending;
  }

  /** Whether both splits are in one file. */
  boolean isShared() {
    return Files.isRegularFile(path);
  }

  /** The one file, or that of each split. */
  Stream<Path> all() {
    return isShared() ? Stream.of(of(Split.TRAIN)) : Stream.of(Split.values()).map(this::of);
  }

  /**
   * The first {@code limit} rows of a split, in the file's order where it holds that split alone.
   */
  int[] rows(int[] classes, Split split, int limit) {
    if (isShared()) {
      ShareSplit share = rule instanceof ShareSplit given ? given : new ShareSplit();
      int[] rows = share.rows(path.toString(), classes, split);
      return Arrays.copyOf(rows, Math.min(limit, rows.length));
    }
    return IntStream.range(0, Math.min(limit, classes.length)).toArray();
  }
}
