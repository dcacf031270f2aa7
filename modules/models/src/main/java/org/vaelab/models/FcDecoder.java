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

/** Latent code, hidden layers, and one linear layer to the image's planes. */
public final class FcDecoder extends AbstractBlock implements Decoder {
  private final int classes;
  private final ImageShape output;
  private final HiddenLayers hidden;
  private final Linear planes;

  FcDecoder(
      ImageShape output, int classes, int latent, List<Integer> widths, Activation activation) {
    this.classes = classes;
    this.output = output;
    hidden = addChildBlock("hidden", new HiddenLayers(latent + classes, widths, activation));
    planes = addChildBlock("output", FanInLinear.create(hidden.outputs(), output.size()));
  }

  @Override
  public NDArray decode(
      ParameterStore parameterStore, NDArray z, @Nullable NDArray labels, boolean training) {
    return forward(parameterStore, Conditioning.inputs(z, labels), training, null).head();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray z = inputs.head();
    NDArray joined = Conditioning.join(z, Conditioning.labels(inputs, classes));
    NDList features = hidden.forward(parameterStore, new NDList(joined), training);
    NDArray flat = planes.forward(parameterStore, features, training).head();
    return new NDList(flat.reshape(output.batch(z.getShape().get(0))));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {output.batch(inputShapes[0].get(0))};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    hidden.initialize(manager, dataType, new Shape(batch, inputShapes[0].get(1) + classes));
    planes.initialize(manager, dataType, new Shape(batch, hidden.outputs()));
  }
}
