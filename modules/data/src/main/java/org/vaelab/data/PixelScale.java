package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.InputException;

/**
 * How pixels in [0, 1] became what a model sees: {@code (x - mean) / standardDeviation}, one number
 * each for all pixels.
 *
 * @param mean what was taken off
 * @param standardDeviation what was divided by
 */
public record PixelScale(double mean, double standardDeviation) {
  /** Pixels as they are. */
  public static final PixelScale UNIT = new PixelScale(0, 1);

  /**
   * The scale that gives {@code pixels} the mean 0 and the deviation 1.
   *
   * @param pixels in [0, 1], any shape
   * @return their mean and (population) standard deviation
   * @throws InputException when all are equal
   */
  static PixelScale of(NDArray pixels) {
    double mean = pixels.mean().getFloat();
    double variance = pixels.sub(Scalars.like(pixels, mean)).square().mean().getFloat();
    if (variance == 0) {
      throw new InputException(
          "data.transform standardize needs training images whose pixels differ; all are " + mean);
    }
    return new PixelScale(mean, Math.sqrt(variance));
  }

  /** Pixels in [0, 1] as a model sees them. */
  NDArray apply(NDArray pixels) {
    if (equals(UNIT)) {
      return pixels;
    }
    NDArray centred = pixels.sub(Scalars.like(pixels, mean));
    return centred.div(Scalars.like(centred, standardDeviation));
  }

  /**
   * What a model gave, as pixels that can be shown.
   *
   * @param value as a model sees it
   * @return around [0, 1]; a model may leave that range
   */
  public float toUnit(float value) {
    return (float) (value * standardDeviation + mean);
  }
}
