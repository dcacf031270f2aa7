package org.vaelab.experiments.use;

import java.util.Arrays;
import org.vaelab.inference.TrainedModel;

/**
 * The label that codes are decoded with: one class, or shares of several.
 *
 * @param shares of the K classes, none negative; they add up to 1
 */
public record ClassShares(float[] shares) {
  /** No label, for models that are given none. */
  public static final ClassShares NONE = new ClassShares(new float[0]);

  /**
   * One class.
   *
   * @param number of the class
   * @param classes K
   * @return all of that class
   */
  public static ClassShares of(int number, int classes) {
    float[] shares = new float[classes];
    shares[number] = 1;
    return new ClassShares(shares);
  }

  /**
   * The images of codes under this label.
   *
   * @param model that decodes
   * @param codes N codes of Z numbers
   * @return N images, with their classes where the label is one class
   */
  public NumberRows decode(TrainedModel model, float[][] codes) {
    int[] classes = classes(codes.length);
    float[][] images;
    if (shares.length > 0 && classes.length == 0) {
      float[][] labels = new float[codes.length][];
      Arrays.fill(labels, shares);
      images = model.decodeMixed(codes, labels);
    } else {
      images = model.decode(codes, classes);
    }
    return new NumberRows(images, classes, model.description().image());
  }

  /** The class of each of {@code count} rows; none where there is no single one. */
  private int[] classes(int count) {
    for (int number = 0; number < shares.length; number++) {
      if (shares[number] == 1) {
        int[] classes = new int[count];
        Arrays.fill(classes, number);
        return classes;
      }
    }
    return new int[0];
  }
}
