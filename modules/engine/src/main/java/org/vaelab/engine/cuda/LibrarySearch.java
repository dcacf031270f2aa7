package org.vaelab.engine.cuda;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Where builds of PyTorch for CUDA are looked for, first to last: what the user names, DJL's cache,
 * the program's own folder.
 *
 * @param named folders, separated as on this system; null where the user names none
 * @param cache that {@code devices --install cuda} puts them into
 * @param home of the program, as of an image that brings its own; null where it is not known
 */
public record LibrarySearch(@Nullable String named, Path cache, @Nullable Path home) {
  /** The variable that names a folder, DJL's own. */
  public static final String VARIABLE = "PYTORCH_LIBRARY_PATH";

  /** The build that DJL publishes its own part of, for this engine's version. */
  public static final String FLAVOR = "cu128";

  /**
   * The places of this machine.
   *
   * @return by the environment and the system properties
   */
  public static LibrarySearch here() {
    String home = System.getProperty("vaelab.home");
    return new LibrarySearch(
        Utils.getEnvOrSystemProperty(VARIABLE),
        Utils.getEngineCacheDir("pytorch").toAbsolutePath(),
        home == null ? null : Path.of(home, "pytorch"));
  }

  /**
   * The folder that the user names.
   *
   * @return empty where none is named
   * @throws InputException when there is no libtorch in it
   */
  public Optional<TorchLibrary> chosen() {
    if (named == null) {
      return Optional.empty();
    }
    if (named.isEmpty()) {
      // DJL would take the empty name for a choice of its own library.
      throw new InputException(VARIABLE + " is empty; name a folder with libtorch, or unset it.");
    }
    for (String each : named.split(File.pathSeparator, -1)) {
      Path folder = Path.of(each);
      if (TorchLibrary.isIn(folder)) {
        return Optional.of(new TorchLibrary(folder.toAbsolutePath(), VARIABLE));
      }
    }
    throw new InputException(
        VARIABLE
            + " is "
            + named
            + ", which holds no "
            + System.mapLibraryName("torch")
            + "; name the folder that does, or unset it.");
  }

  /**
   * A build for CUDA.
   *
   * @return the first; empty where none was found
   * @throws InputException when the user names a folder without libtorch
   */
  public Optional<TorchLibrary> forCuda() {
    Optional<TorchLibrary> chosen = chosen();
    return chosen.isPresent() ? chosen : installed("-" + FLAVOR + "-");
  }

  /**
   * Any build, as of an image without the one that comes as a jar.
   *
   * @return the first; empty where none was found
   */
  public Optional<TorchLibrary> any() {
    Optional<TorchLibrary> chosen = chosen();
    return chosen.isPresent() ? chosen : installed("-");
  }

  private Optional<TorchLibrary> installed(String flavor) {
    List<TorchLibrary> all = new ArrayList<>();
    for (Path folder : builds(cache, flavor)) {
      all.add(new TorchLibrary(folder, "DJL's cache"));
    }
    if (home != null) {
      for (Path folder : builds(home, flavor)) {
        all.add(new TorchLibrary(folder, "vaelab's own"));
      }
    }
    return all.stream().findFirst();
  }

  /** Folders such as 2.7.1-cu128-linux-x86_64 that hold a library, by name. */
  private static List<Path> builds(Path place, String flavor) {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    Platform platform = Platform.fromSystem("pytorch");
    try (Stream<Path> folders = Files.list(place)) {
      return folders
          .filter(each -> name(each).startsWith(platform.getVersion()))
          .filter(each -> name(each).endsWith("-" + platform.getClassifier()))
          .filter(each -> name(each).contains(flavor) && TorchLibrary.isIn(each))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException unreadable) {
      throw FileFaults.cannotRead(place, unreadable);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** The places in words, for a message. */
  String places() {
    return VARIABLE
        + " is not set, and there is no "
        + FLAVOR
        + " build in "
        + cache
        + (home == null ? "" : " or in " + home);
  }
}
