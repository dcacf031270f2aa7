package org.vaelab.data;

import ai.djl.basicdataset.cv.classification.Cifar10;
import ai.djl.basicdataset.cv.classification.FashionMnist;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.Repository;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vaelab.data.DataFile.Content;
import org.vaelab.data.DataSources.Folder;
import org.vaelab.engine.FileFaults;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.InputException;
import org.vaelab.engine.NetworkFaults;

/**
 * A data set that is distributed as files, read by DJL's own class for it.
 *
 * <p>The files come from the user's folders, or else from DJL's repository, which keeps what it
 * downloaded in its cache. Either way their bytes are checked before DJL sees them.
 */
public final class FileDataset implements Dataset {
  /** Handwritten digits, LeCun et al., 1998. */
  public static final FileDataset MNIST =
      new FileDataset(
          "mnist",
          "handwritten digits, 60,000 train and 10,000 test",
          new ImageShape(1, 28, 28),
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          idxFiles("train", "train"),
          idxFiles("test", "t10k"),
          new DjlCache("mnist"),
          (manager, repository, usage) ->
              Mnist.builder()
                  .optManager(manager)
                  .optRepository(repository)
                  .optUsage(usage)
                  .setSampling(1, false)
                  .build());

  /** Clothes, Xiao et al., 2017. */
  public static final FileDataset FASHION_MNIST =
      new FileDataset(
          "fashion-mnist",
          "clothes, 60,000 train and 10,000 test",
          new ImageShape(1, 28, 28),
          List.of(
              "T-shirt",
              "trouser",
              "pullover",
              "dress",
              "coat",
              "sandal",
              "shirt",
              "sneaker",
              "bag",
              "boot"),
          idxFiles("train", "train"),
          idxFiles("test", "t10k"),
          new DjlCache("fashmnist"),
          (manager, repository, usage) ->
              FashionMnist.builder()
                  .optManager(manager)
                  .optRepository(repository)
                  .optUsage(usage)
                  .setSampling(1, false)
                  .build());

  /** Small colour photographs, Krizhevsky, 2009. */
  public static final FileDataset CIFAR10 =
      new FileDataset(
          "cifar10",
          "colour photographs, 50,000 train and 10,000 test",
          new ImageShape(3, 32, 32),
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          List.of(cifarFile("data_batch.bin", 5)),
          List.of(cifarFile("test_batch.bin", 1)),
          new DjlCache("cifar10"),
          (manager, repository, usage) ->
              Cifar10.builder()
                  .optManager(manager)
                  .optRepository(repository)
                  .optUsage(usage)
                  .setSampling(1, false)
                  .build());

  /** Builds DJL's class for a data set. */
  @FunctionalInterface
  private interface DjlClass {
    ArrayDataset build(NDManager manager, Repository repository, Usage usage);
  }

  private final String name;
  private final String description;
  private final ImageShape shape;
  private final List<String> classNames;
  private final List<DataFile> trainFiles;
  private final List<DataFile> testFiles;
  private final DjlCache cache;
  private final DjlClass djlClass;

  private FileDataset(
      String name,
      String description,
      ImageShape shape,
      List<String> classNames,
      List<DataFile> trainFiles,
      List<DataFile> testFiles,
      DjlCache cache,
      DjlClass djlClass) {
    this.name = name;
    this.description = description;
    this.shape = shape;
    this.classNames = classNames;
    this.trainFiles = trainFiles;
    this.testFiles = testFiles;
    this.cache = cache;
    this.djlClass = djlClass;
  }

  private static List<DataFile> idxFiles(String item, String prefix) {
    return List.of(
        new DataFile(
            item + "_data", prefix + "-images-idx3-ubyte", 1, new FileFormat.Idx("images", 28, 28)),
        new DataFile(
            item + "_labels", prefix + "-labels-idx1-ubyte", 1, new FileFormat.Idx("labels")));
  }

  private static DataFile cifarFile(String name, int parts) {
    return new DataFile(name, name, parts, new FileFormat.CifarRows(10, 3 * 32 * 32));
  }

  /** The names of the data sets that are files. */
  static List<String> names() {
    return List.of(MNIST.name, FASHION_MNIST.name, CIFAR10.name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String whereabouts(DataSources sources) {
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

  @Override
  public RawImages read(NDManager manager, Split split, DataSources sources, int limit) {
    List<DataFile> files = split == Split.TRAIN ? trainFiles : testFiles;
    Optional<Folder> folder = sources.find(name);
    List<Content> contents =
        folder.isPresent()
            ? files.stream().map(file -> file.read(folder.get().path())).toList()
            : download(files, sources);
    String origin = folder.map(found -> found.path().toString()).orElse("DJL's repository");
    Usage usage = split == Split.TRAIN ? Usage.TRAIN : Usage.TEST;
    return new FileDecoder(name, classNames.size(), files, contents)
        .decode(manager, origin, repository -> djlClass.build(manager, repository, usage));
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
