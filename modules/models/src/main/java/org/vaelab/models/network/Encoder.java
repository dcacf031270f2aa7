package org.vaelab.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.models.layer.Dense;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.Tape;

/**
 * A network from images to the posterior q(z|x), or q(z|x,y) where it is conditional: layers that
 * read images (none in a fully connected one), layers that read features, and two linear heads for
 * mean and scale.
 *
 * <p>As a DJL block it takes images {@code (B, C, H, W)} and, where conditional, one-hot labels
 * {@code (B, K)}, and returns mean and log-variance, each {@code (B, Z)}.
 */
public final class Encoder extends AbstractBlock {
  private final int classes;
  private final FeatureNetwork features;
  private final Dense mean;
  private final Dense rawScale;
  private final Scale scale;
  private final int latent;
  private final boolean detached;

  Encoder(
      int classes,
      FeatureNetwork features,
      int latent,
      Initialization initialization,
      Scale scale,
      boolean detached) {
    this.classes = classes;
    this.features = features;
    this.scale = scale;
    this.latent = latent;
    this.detached = detached;
    features.parts().forEach(part -> addChildBlock(part.name(), part.layers()));
    mean = addChildBlock("mean", Dense.create(features.outputs(), latent, initialization));
    rawScale =
        addChildBlock(scale.rawName(), Dense.create(features.outputs(), latent, initialization));
  }

  /**
   * The posterior of each image.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; null for an unconditional encoder
   * @param training whether this is a step of training
   * @return q, over {@code (B, Z)}
   */
  public DiagonalGaussian encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, boolean training) {
    NDList output = forward(parameterStore, LabelInput.list(images, labels), training, null);
    return new DiagonalGaussian(output.get(0), output.get(1));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray labels = LabelInput.of(inputs, classes);
    NDArray read = features.apply(parameterStore, inputs.head(), labels, training);
    NDList heads = new NDList(detached ? read.stopGradient() : read);
    NDArray raw = rawScale.forward(parameterStore, heads, training).head();
    Tape.show(parameterStore, rawScale, "output", raw);
    NDArray means = mean.forward(parameterStore, heads, training).head();
    Tape.show(parameterStore, mean, "output", means);
    NDArray logVariance = scale.logVariance(raw);
    Tape.show(parameterStore, this, "log-variance of the posterior", logVariance);
    return new NDList(means, logVariance);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape[] head = mean.getOutputShapes(new Shape[] {read(inputShapes)});
    return new Shape[] {head[0], head[0]};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    features.initialize(manager, dataType, inputShapes[0].get(0));
    mean.initialize(manager, dataType, read(inputShapes));
    rawScale.initialize(manager, dataType, read(inputShapes));
  }

  /**
   * What stands before the heads, for other programs.
   *
   * @param path its own name
   * @return step by step
   */
  public List<Operation> operations(String path) {
    return features.operations(path + ".");
  }

  /**
   * A head, for other programs.
   *
   * @param path the encoder's own name
   * @param name of the head
   * @return the step
   */
  public Operation.Dense head(String path, String name) {
    return new Operation.Dense(path + "." + name, Math.toIntExact(features.outputs()), latent);
  }

  private Shape read(Shape[] inputShapes) {
    return new Shape(inputShapes[0].get(0), features.outputs());
  }
}
