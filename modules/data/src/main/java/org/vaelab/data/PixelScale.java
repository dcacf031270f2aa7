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
   * A fortieth of a grey level. Below lies what rounding makes of equal pixels, and what one pixel
   * in ten thousand would make of the others' standard scores: numbers that a training diverges at.
   */
  private static final double LEAST_DEVIATION = 1e-4;

  /**
   * The scale that gives {@code pixels} the mean 0 and the deviation 1.
   *
   * @param pixels in [0, 1], any shape; overwritten, because a whole data set would not fit twice
   * @return their mean and (population) standard deviation
   * @throws InputException when all are equal, or nearly so
   */
  static PixelScale of(NDArray pixels) {
    double mean = pixels.mean().getFloat();
    NDArray centred = pixels.subi(Scalars.like(pixels, mean));
    double variance = centred.muli(centred).mean().getFloat();
    double deviation = Math.sqrt(variance);
    if (deviation < LEAST_DEVIATION) {
      throw new InputException(
          "data.transform standardize needs training images whose pixels differ: their standard"
              + " deviation must be >= "
              + LEAST_DEVIATION
              + " of the range from black to white, was "
              + deviation);
    }
    return new PixelScale(mean, deviation);
  }

  /**
   * Pixels as a model sees them.
   *
   * @param pixels in [0, 1], any shape
   * @return the same shape
   */
  public NDArray apply(NDArray pixels) {
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
