package org.vaelab.data;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.vaelab.engine.ImageShape;

/** A data set that can be named in a spec. */
public sealed interface Dataset permits DrawnDigits, FileDataset {
  /** All of them, in the order they are listed to users. */
  List<Dataset> ALL =
      List.of(new DrawnDigits(), FileDataset.MNIST, FileDataset.FASHION_MNIST, FileDataset.CIFAR10);

  /**
   * The data set of that name.
   *
   * @param name as in a spec
   * @return the data set
   * @throws IllegalArgumentException when there is none
   */
  static Dataset named(String name) {
    return ALL.stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data set " + name));
  }

  /**
   * The names a spec may use.
   *
   * @return in listing order
   */
  static List<String> names() {
    return ALL.stream().map(Dataset::name).toList();
  }

  /**
   * The name in a spec.
   *
   * @return for example mnist
   */
  String name();

  /**
   * One sentence for the list of data sets.
   *
   * @return what it shows and how many images it has
   */
  String description();

  /**
   * The shape of its images.
   *
   * @return C, H, W
   */
  ImageShape shape();

  /**
   * What its classes are called.
   *
   * @return K names
   */
  List<String> classNames();

  /**
   * Where it would be read from now.
   *
   * @param sources where the user keeps data
   * @return in words
   */
  String whereabouts(DataSources sources);

  /**
   * Reads one split, and checks it.
   *
   * @param manager owns the images
   * @param split which half
   * @param sources where the user keeps data
   * @param limit at most that many images need to be read
   * @return the images
   */
  RawImages read(NDManager manager, Split split, DataSources sources, int limit);
}
