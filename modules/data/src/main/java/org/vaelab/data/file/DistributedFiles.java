package org.vaelab.data.file;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vaelab.data.file.DataFile.Content;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.DataSources.Folder;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.files.FileFaults;
import org.vaelab.files.NetworkFaults;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * The files of a data set as they are distributed.
 *
 * <p>They come from the user's folders, or else from DJL's repository, which keeps what it
 * downloaded in its cache. Either way their bytes are checked.
 *
 * @param name of the data set, and of its sub-folder in a user's folder
 * @param description for the list of data sets
 * @param shape of an image
 * @param classNames what the classes are called
 * @param trainFiles of the training images
 * @param testFiles of the test images
 * @param cache DJL's repository of them
 */
record DistributedFiles(
    String name,
    String description,
    ImageShape shape,
    List<String> classNames,
    List<DataFile> trainFiles,
    List<DataFile> testFiles,
    DjlCache cache) {
  /** Where they would be read from now, in words. */
  String whereabouts(DataSources sources) {
    Optional<Folder> folder = sources.find(name);
    if (folder.isPresent()) {
      return "in " + folder.get().path();
    }
    try {
      return cache.isFilled()
          ? "in DJL's cache " + cache.folder()
          : "not here; the first run that needs it lets DJL download it";
    } catch (IOException unusable) {
      return "not here, and DJL's cache cannot be used: " + FileFaults.reason(unusable);
    }
  }

  /** All images of a split. */
  RawImages read(NDManager manager, Split split, DataSources sources) {
    List<DataFile> files = split == Split.TRAIN ? trainFiles : testFiles;
    Optional<Folder> folder = sources.find(name);
    List<Content> contents =
        folder.isPresent()
            ? files.stream().map(file -> file.read(folder.get().path())).toList()
            : download(files, sources);
    String origin = folder.map(found -> found.path().toString()).orElse("DJL's repository");
    return new FileDecoder(new SplitFiles(name, files, contents), shape, classNames.size())
        .decode(manager, origin);
  }

  private List<Content> download(List<DataFile> files, DataSources sources) {
    try {
      return cache.read(files);
    } catch (InputException broken) {
      throw broken;
    } catch (IOException | RuntimeException failure) {
      String looked =
          sources.folders().isEmpty()
              ? "--data-dir and VAELAB_DATA were not given"
              : "no folder " + name + " in " + sources.folders();
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s was not found (%s) and DJL could not download it: %s\n"
                  + "Give --data-dir a folder that holds %s/%s.gz and the others, as distributed.",
              name,
              looked,
              NetworkFaults.reason(failure),
              name,
              files.get(0).name()),
          failure);
    }
  }
}
