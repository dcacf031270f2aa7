package org.vaelab.engine.openmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for OpenMP's runtimes: GNU's, LLVM's and Intel's. */
final class RuntimeSearch {
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private static final Pattern NAME =
      Pattern.compile("(lib)?(gomp|omp|iomp5)(?![a-z]).*|libiomp5md.*");

  private RuntimeSearch() {}

  static List<Path> find(Path libraryFolder) {
    try {
      return Files.isReadable(MAPPED_FILES)
          ? inMaps(Files.readAllLines(MAPPED_FILES))
          : inFolder(libraryFolder);
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Of lines such as {@code 7f00-7f10 r-xp 00000000 08:01 42 /lib/libgomp.so.1}. */
  static List<Path> inMaps(List<String> lines) {
    return lines.stream()
        .map(line -> line.indexOf('/') < 0 ? "" : line.substring(line.indexOf('/')))
        .filter(file -> !file.isEmpty())
        .distinct()
        .map(Path::of)
        .filter(RuntimeSearch::isRuntime)
        .toList();
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RuntimeSearch::isRuntime).toList();
    }
  }

  private static boolean isRuntime(Path file) {
    Path name = file.getFileName();
    return name != null && NAME.matcher(name.toString()).matches();
  }
}
