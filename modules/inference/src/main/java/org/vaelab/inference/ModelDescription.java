package org.vaelab.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;

/**
 * What weights belong to: all that rebuilds the network and says what its arrays mean.
 *
 * @param vaelab the version that wrote it
 * @param pytorch the version of PyTorch that it was trained with
 * @param model what was trained
 * @param likelihood how the decoder's output is read
 * @param image the shape of an image
 * @param classNames what the classes are called, in their order
 * @param transform what happened to images before the model saw them
 * @param scale how pixels in [0, 1] became what the model sees
 */
public record ModelDescription(
    String vaelab,
    String pytorch,
    ModelSpec model,
    LikelihoodSpec likelihood,
    ImageShape image,
    List<String> classNames,
    Transform transform,
    PixelScale scale) {
  /** Copies the names. */
  public ModelDescription {
    classNames = List.copyOf(classNames);
  }

  /**
   * An image as the model sees it; where training drew black and white anew each time, what is at
   * least 1/2 is white, so that an answer can be repeated. The image itself where nothing changes.
   */
  float[] seen(float[] image) {
    if (transform == Transform.UNIT) {
      return image;
    }
    float[] seen = new float[image.length];
    for (int i = 0; i < seen.length; i++) {
      float pixel = image[i];
      seen[i] =
          switch (transform) {
            case UNIT -> pixel;
            case BINARIZE, STOCHASTIC_BINARIZE -> pixel >= 0.5f ? 1 : 0;
            case STANDARDIZE -> (float) ((pixel - scale.mean()) / scale.standardDeviation());
          };
    }
    return seen;
  }

  /** Images of one byte per pixel as the model sees them, float32, with the same rule. */
  NDArray seen(NDArray bytes) {
    Transform fixed = transform == Transform.STOCHASTIC_BINARIZE ? Transform.BINARIZE : transform;
    return scale.apply(fixed.once(bytes.toType(DataType.FLOAT32, false)));
  }

  /**
   * The network, not yet initialised. What it minimised is not needed to use it; the bound itself
   * stands in.
   */
  Learner create() {
    return model.create(image, classNames.size(), new LossSpec(likelihood, new Elbo()));
  }
}
