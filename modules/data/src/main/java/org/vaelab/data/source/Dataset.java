package org.vaelab.data.source;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.vaelab.input.ImageShape;

/**
 * A data set as a spec chooses it: images of one shape in a train and a test split, each image of
 * one class. What it is, where it comes from and whether its files are right belong to it.
 *
 * <p>An implementation is a public record. Its components are its fields in a spec: those of its
 * shortest constructor are required, and the others get their defaults there. A component of type
 * {@link java.nio.file.Path} arrives absolute: what a spec writes is relative to the spec's own
 * folder. A record without components is written as its word alone ({@code "mnist"}).
 *
 * <p>It promises, and {@code DatasetContract} among this module's tests checks:
 *
 * <ul>
 *   <li>Nothing is read before it is asked for: the constructor checks the components alone.
 *   <li>The same files give the same pixels, labels and fingerprints, in the same order.
 *   <li>All images have the shape {@link #shape()}, pixels are 0 to 255, and labels are 0 to K - 1,
 *       where K is the number of {@link #classNames()}.
 *   <li>What is missing or broken is an {@link org.vaelab.input.InputException} whose sentence
 *       names the file and says what to do; no other exception is for the user's own mistakes.
 * </ul>
 */
public interface Dataset {
  /** The class names of images without labels. */
  List<String> UNLABELLED = List.of("unlabelled");

  /**
   * What messages, folders and fingerprints call it: the word in a spec.
   *
   * @return small letters, digits and hyphens, for example mnist
   */
  String name();

  /**
   * Some words for the list of data sets.
   *
   * @return what it shows and how many images it has
   */
  String description();

  /**
   * The shape of its images. A data set that knows it from its files alone looks there, at as
   * little as tells it: this is asked whenever a spec is checked.
   *
   * @return C, H, W
   * @throws org.vaelab.input.InputException when the files are missing or broken
   */
  ImageShape shape();

  /**
   * What its classes are called; known from the files where need be, as the shape is.
   *
   * @return K names
   * @throws org.vaelab.input.InputException when the files are missing or broken
   */
  List<String> classNames();

  /**
   * Whether its images have labels; without, all are of the one class of {@link #UNLABELLED}, and a
   * model that needs labels is refused.
   *
   * @return true, unless a data set says otherwise
   * @throws org.vaelab.input.InputException when the files are missing or broken
   */
  default boolean isLabelled() {
    return true;
  }

  /**
   * Where it would be read from now.
   *
   * @param sources where the user keeps data
   * @return in words, to stand in a list
   */
  String whereabouts(DataSources sources);

  /**
   * Whether it can be had from what the user keeps, without a download.
   *
   * @param sources where the user keeps data
   * @return true where nothing of it can be missing
   */
  default boolean isAtHand(DataSources sources) {
    return true;
  }

  /**
   * Reads one split, and checks it.
   *
   * @param manager owns the images
   * @param split which half
   * @param sources where the user keeps data
   * @param limit at most that many images need to be read; more may be
   * @return the images, from the first on
   * @throws org.vaelab.input.InputException when the files are missing or broken
   */
  RawImages read(NDManager manager, Split split, DataSources sources, int limit);
}
