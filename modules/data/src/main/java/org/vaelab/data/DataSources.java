package org.vaelab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InputException;

/**
 * The folders in which a user keeps data, in the order they are looked through: {@code --data-dir},
 * then {@code VAELAB_DATA}. Each has one sub-folder a data set, with the files as distributed,
 * gzipped or not.
 *
 * @param folders possibly none
 */
public record DataSources(List<Folder> folders) {
  /**
   * One folder.
   *
   * @param path the folder
   * @param givenBy how the user named it: "--data-dir" or "VAELAB_DATA"
   */
  public record Folder(Path path, String givenBy) {
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
      folders.add(new Folder(dataDir, "--data-dir"));
    }
    String variable = environment.get("VAELAB_DATA");
    if (variable != null && !variable.isBlank()) {
      folders.add(new Folder(Path.of(variable), "VAELAB_DATA"));
    }
    for (Folder folder : folders) {
      if (!Files.isDirectory(folder.path())) {
        throw new InputException(
            folder
                + " is not a folder; it must hold one sub-folder a data set: "
                + String.join(", ", FileDataset.names()));
      }
    }
    return new DataSources(folders);
  }

  /**
   * The data sets that can be read without a download: the drawn digits, and those that have a
   * sub-folder in one of the folders.
   *
   * @return their names, in listing order
   */
  public List<String> datasets() {
    return Dataset.ALL.stream()
        .filter(dataset -> dataset instanceof DrawnDigits || find(dataset.name()).isPresent())
        .map(Dataset::name)
        .toList();
  }

  /**
   * Refuses folders without a data set, which are most likely mistyped.
   *
   * @return these sources
   * @throws InputException when folders were given and none has a data set
   */
  public DataSources requireFiles() {
    List<String> names = FileDataset.names();
    if (!folders.isEmpty() && names.stream().noneMatch(name -> find(name).isPresent())) {
      throw new InputException(
          folders
              + " has no sub-folder of a data set; their names are "
              + String.join(", ", names));
    }
    return this;
  }

  /**
   * The first folder that has a sub-folder for {@code dataset}.
   *
   * @param dataset its name
   * @return that sub-folder
   */
  Optional<Folder> find(String dataset) {
    return folders.stream()
        .filter(folder -> Files.isDirectory(folder.path().resolve(dataset)))
        .findFirst()
        .map(folder -> new Folder(folder.path().resolve(dataset), folder.givenBy()));
  }
}
