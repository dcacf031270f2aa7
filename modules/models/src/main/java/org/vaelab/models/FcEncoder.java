package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ImageShape;
import org.vaelab.losses.distribution.DiagonalGaussian;

/** Pixels, hidden layers, and two linear heads for mean and log-variance. */
public final class FcEncoder extends AbstractBlock implements Encoder {
  private final int classes;
  private final HiddenLayers hidden;
  private final Linear mean;
  private final Linear logVariance;

  FcEncoder(
      ImageShape image, int classes, int latent, List<Integer> widths, Activation activation) {
    this.classes = classes;
    hidden = addChildBlock("hidden", new HiddenLayers(image.size() + classes, widths, activation));
    mean = addChildBlock("mean", FanInLinear.create(hidden.outputs(), latent));
    logVariance = addChildBlock("logVariance", FanInLinear.create(hidden.outputs(), latent));
  }

  @Override
  public DiagonalGaussian encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, boolean training) {
    NDList output = forward(parameterStore, Conditioning.inputs(images, labels), training, null);
    return new DiagonalGaussian(output.get(0), output.get(1));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray images = inputs.head();
    NDArray pixels = images.reshape(images.getShape().get(0), -1);
    NDArray joined = Conditioning.join(pixels, Conditioning.labels(inputs, classes));
    NDList features = hidden.forward(parameterStore, new NDList(joined), training);
    return new NDList(
        mean.forward(parameterStore, features, training).head(),
        logVariance.forward(parameterStore, features, training).head());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape features = new Shape(inputShapes[0].get(0), hidden.outputs());
    Shape[] head = mean.getOutputShapes(new Shape[] {features});
    return new Shape[] {head[0], head[0]};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    Shape features = new Shape(batch, hidden.outputs());
    hidden.initialize(
        manager, dataType, new Shape(batch, inputShapes[0].slice(1).size() + classes));
    mean.initialize(manager, dataType, features);
    logVariance.initialize(manager, dataType, features);
  }
}
