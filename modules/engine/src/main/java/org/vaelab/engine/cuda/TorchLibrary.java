package org.vaelab.engine.cuda;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with a build of PyTorch's native library.
 *
 * @param folder that holds libtorch
 * @param place where it was found, in words
 */
public record TorchLibrary(Path folder, String place) {
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");
  private static final Pattern FLAVOR = Pattern.compile("[+-](cu\\d+|cpu)(?![a-z0-9])");

  /** DJL's own part for CUDA, as it lies in its jar. */
  static String binding() {
    return "/jnilib/"
        + Platform.fromSystem("pytorch").getClassifier()
        + "/"
        + LibrarySearch.FLAVOR
        + "/"
        + System.mapLibraryName("djl_torch");
  }

  /** The libraries without which a build for CUDA is none. */
  static List<String> cudaNames() {
    return List.of(System.mapLibraryName("torch"), System.mapLibraryName("torch_cuda"));
  }

  /** Whether {@code folder} holds any build. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")));
  }

  /**
   * Whether this build has the part for CUDA.
   *
   * @return false for a build for the CPU alone
   */
  public boolean hasCuda() {
    return Files.isRegularFile(cudaPart());
  }

  /** The library that needs CUDA's own ones. */
  Path cudaPart() {
    return folder.resolve(System.mapLibraryName("torch_cuda"));
  }

  /**
   * The release of PyTorch, as far as the folder tells: DJL names its folders after it, PyTorch's
   * archives have a file {@code build-version}, its Python packages {@code version.py}.
   *
   * @return for example 2.7.1
   */
  public Optional<String> version() {
    return told(VERSION);
  }

  /**
   * What it was built for, as far as the folder tells.
   *
   * @return for example cu128
   */
  public Optional<String> flavor() {
    return told(FLAVOR);
  }

  private Optional<String> told(Pattern pattern) {
    for (String words : label()) {
      Matcher matcher = pattern.matcher(words);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private List<String> label() {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return parent == null
        ? List.of(absolute.toString())
        : List.of(
            read(parent.resolve("build-version")),
            read(parent.resolve("version.py")),
            String.valueOf(absolute.getFileName()));
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  @Override
  public String toString() {
    return folder + " (" + place + ")";
  }
}
