package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.vaelab.engine.Scalars;

/** What happens to pixels before a model sees them. */
public enum Transform {
  /** Grey values in [0, 1]. */
  UNIT("unit"),
  /** 1 where the grey value is at least 1/2, else 0. */
  BINARIZE("binarize"),
  /** 1 with the probability of the grey value, drawn anew each time an image is used. */
  STOCHASTIC_BINARIZE("stochastic-binarize"),
  /** Grey values less their mean, over their deviation: one of each for all training pixels. */
  STANDARDIZE("standardize");

  private final String word;

  Transform(String word) {
    this.word = word;
  }

  /**
   * The part that is done once for the whole set, but for the scale of {@link #STANDARDIZE}.
   *
   * @param pixels 0..255, any shape
   * @return values in [0, 1]
   */
  public NDArray once(NDArray pixels) {
    NDArray unit = pixels.div(Scalars.like(pixels, 255));
    return this == BINARIZE
        ? unit.gte(Scalars.like(unit, 0.5)).toType(DataType.FLOAT32, false)
        : unit;
  }

  /**
   * The part that is done each time a batch is used.
   *
   * @param images after the part that is done once, shape {@code (B, C, H, W)}
   * @return what the model sees, same shape; a draw comes from the engine's random stream
   */
  public NDArray eachTime(NDArray images) {
    if (this != STOCHASTIC_BINARIZE) {
      return images;
    }
    NDArray uniform = images.getManager().randomUniform(0f, 1f, images.getShape());
    return uniform.lt(images).toType(DataType.FLOAT32, false);
  }

  /**
   * The part that is done each time a batch is used.
   *
   * @param batch images after the part that is done once
   * @return what the model sees, with the same labels
   */
  public LabelledImages eachTime(LabelledImages batch) {
    return new LabelledImages(eachTime(batch.images()), batch.labels());
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
