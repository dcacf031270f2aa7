package org.vaelab.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;

/**
 * The folders in which a user keeps data, in the order they are looked through: {@code --data-dir},
 * then {@code VAELAB_DATA}. Each has one sub-folder per data set, with the files as distributed,
 * gzipped or not.
 *
 * @param folders possibly none
 */
public record DataSources(List<Folder> folders) {
  private static final String OPTION = "--data-dir";
  private static final String VARIABLE = "VAELAB_DATA";

  /**
   * One folder.
   *
   * @param path the folder
   * @param givenBy how the user named it: "--data-dir" or "VAELAB_DATA"
   */
  public record Folder(Path path, String givenBy) {
    /**
     * Whether it was given on the command line.
     *
     * @return true for {@code --data-dir}
     */
    public boolean isOption() {
      return givenBy.equals(OPTION);
    }

    @Override
    public String toString() {
      return givenBy + " " + path;
    }
  }

  /** Copies the list. */
  public DataSources {
    folders = List.copyOf(folders);
  }

  /**
   * The folders given on the command line and in the environment.
   *
   * @param dataDir the value of {@code --data-dir}, if given
   * @param environment the process's environment
   * @return the folders in order
   * @throws InputException when a given folder does not exist
   */
  public static DataSources of(@Nullable Path dataDir, Map<String, String> environment) {
    List<Folder> folders = new ArrayList<>();
    if (dataDir != null) {
      folders.add(new Folder(dataDir, OPTION));
    }
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      folders.add(new Folder(Path.of(variable), VARIABLE));
    }
    for (Folder folder : folders) {
      if (!Files.isDirectory(folder.path())) {
        throw new InputException(
            folder
                + " is not a folder; it must hold one sub-folder for each data set, such as mnist"
                + " (vaelab data list names them).");
      }
    }
    return new DataSources(folders);
  }

  /**
   * These folders and others that were given before: one of the command line is looked through
   * first, and that of the environment last.
   *
   * @param before folders that exist
   * @param givenBy who named them
   * @return all of them
   */
  public DataSources and(List<Path> before, String givenBy) {
    List<Folder> all = new ArrayList<>(folders);
    all.removeIf(folder -> folder.givenBy().equals(VARIABLE));
    before.forEach(path -> all.add(new Folder(path, givenBy)));
    folders.stream().filter(folder -> folder.givenBy().equals(VARIABLE)).forEach(all::add);
    return new DataSources(all);
  }

  /**
   * The first folder that has a sub-folder for {@code dataset}.
   *
   * @param dataset its name
   * @return that sub-folder, and how the user named the folder around it
   */
  public Optional<Folder> find(String dataset) {
    return folders.stream()
        .filter(folder -> Files.isDirectory(folder.path().resolve(dataset)))
        .findFirst()
        .map(folder -> new Folder(folder.path().resolve(dataset), folder.givenBy()));
  }
}
