package org.vaelab.data.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * What lies in a folder of pictures: one sub-folder per class, or pictures alone.
 *
 * @param classNames names of the sub-folders in their order; empty where there are none
 * @param files the pictures, class after class, by name
 * @param classes of the pictures
 * @param skipped how many hidden files were left out
 */
record PictureFolder(List<String> classNames, List<Path> files, int[] classes, int skipped) {
  static final int MOST_CLASSES = 1000;

  /** What systems leave in folders of pictures. */
  private static final Set<String> SYSTEM = Set.of("thumbs.db", "desktop.ini", "__macosx");

  /** Looks at names alone, and opens no picture. */
  static PictureFolder of(Path folder) {
    requireFolder(folder);
    Entries entries = Entries.of(folder);
    int skipped = entries.skipped();
    if (entries.paths().isEmpty()) {
      throw new InputException(folder + " holds no pictures and no sub-folders of them.");
    }
    List<Path> folders = entries.paths().stream().filter(Files::isDirectory).toList();
    if (folders.isEmpty()) {
      return new PictureFolder(
          List.of(), entries.paths(), new int[entries.paths().size()], skipped);
    }
    check(folder, folders, entries.paths());
    List<Path> files = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int k = 0; k < folders.size(); k++) {
      Entries ofClass = Entries.of(folders.get(k));
      skipped += ofClass.skipped();
      checkClass(folders.get(k), ofClass.paths());
      files.addAll(ofClass.paths());
      while (classes.size() < files.size()) {
        classes.add(k);
      }
    }
    return new PictureFolder(
        folders.stream().map(each -> each.getFileName().toString()).toList(),
        files,
        classes.stream().mapToInt(Integer::intValue).toArray(),
        skipped);
  }

  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          folder
              + (Files.exists(folder) ? " is a file" : " is missing")
              + "; it must be a folder of pictures, with one sub-folder per class or none.");
    }
  }

  private static void check(Path folder, List<Path> folders, List<Path> all) {
    for (Path each : all) {
      if (!folders.contains(each)) {
        throw new InputException(
            each
                + " stands beside sub-folders of classes; move it into one of them, or away from "
                + folder
                + ".");
      }
    }
    if (folders.size() == 1) {
      throw new InputException(
          folder
              + " has one class alone, "
              + folders.get(0).getFileName()
              + "; give two sub-folders or more, or that one as path for images without labels.");
    }
    if (folders.size() > MOST_CLASSES) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s has %,d sub-folders; there may be %,d classes at most.",
              folder,
              folders.size(),
              MOST_CLASSES));
    }
  }

  private static void checkClass(Path folder, List<Path> files) {
    if (files.isEmpty()) {
      throw new InputException(folder + " is a class without pictures; fill it or remove it.");
    }
    for (Path each : files) {
      if (Files.isDirectory(each)) {
        throw new InputException(
            each + " is a folder within a class; pictures must lie in " + folder + " itself.");
      }
    }
  }

  /** What a folder holds, by name, without hidden files, which are counted. */
  private record Entries(List<Path> paths, int skipped) {
    static Entries of(Path folder) {
      try (Stream<Path> found = Files.list(folder)) {
        List<Path> all = found.toList();
        List<Path> kept =
            all.stream()
                .filter(each -> !isHidden(each.getFileName().toString()))
                .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                .toList();
        return new Entries(kept, all.size() - kept.size());
      } catch (IOException failure) {
        throw FileFaults.cannotRead(folder, failure);
      }
    }

    private static boolean isHidden(String name) {
      return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }
  }
}
