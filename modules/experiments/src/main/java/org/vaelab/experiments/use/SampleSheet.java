package org.vaelab.experiments.use;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;

/**
 * New images of a model, as {@code vaelab sample} draws them.
 *
 * @param classes of each image
 * @param seed of the draws
 * @param temperature what the prior's deviations are multiplied by
 */
public record SampleSheet(int[] classes, long seed, double temperature) {
  /** How many images stand beside each other. */
  public static final int COLUMNS = 10;

  private static final int STANDARD = 100;

  /**
   * Images label after label.
   *
   * @param model that is to draw them
   * @param labels the classes of a conditional model; empty for all
   * @param count how many, of a conditional model for each label; null for the standard
   * @param seed of the draws
   * @param temperature what the prior's deviations are multiplied by
   * @return the sheet
   */
  public static SampleSheet of(
      ModelDescription model,
      int[] labels,
      @Nullable Integer count,
      long seed,
      double temperature) {
    if (!model.model().conditional()) {
      return new SampleSheet(new int[count == null ? STANDARD : count], seed, temperature);
    }
    int[] chosen =
        labels.length == 0 ? IntStream.range(0, model.classNames().size()).toArray() : labels;
    int each = count == null ? COLUMNS : count;
    int[] classes =
        Arrays.stream(chosen)
            .flatMap(label -> IntStream.generate(() -> label).limit(each))
            .toArray();
    return new SampleSheet(classes, seed, temperature);
  }

  /**
   * Draws them.
   *
   * @param model with a prior and a decoder
   * @return the images, with their classes where the model is given labels
   */
  public NumberRows draw(TrainedModel model) {
    float[][] codes = model.drawPrior(classes, seed, temperature);
    boolean labelled = model.description().model().conditional();
    return new NumberRows(
        model.decode(codes, classes), labelled ? classes : new int[0], model.description().image());
  }
}
