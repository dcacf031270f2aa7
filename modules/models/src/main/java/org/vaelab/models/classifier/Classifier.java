package org.vaelab.models.classifier;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.models.family.Classifying;
import org.vaelab.models.layer.Dense;
import org.vaelab.models.network.FeatureNetwork;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.Tape;

/**
 * A classifier p(y|x).
 *
 * <p>As a DJL block it takes images {@code (B, C, H, W)} and returns one logit a class, {@code (B,
 * K)}.
 */
public final class Classifier extends AbstractBlock implements Classifying {
  private final ImageShape image;
  private final FeatureNetwork features;
  private final Dense logits;

  Classifier(
      ImageShape image, int classes, FeatureNetwork features, Initialization initialization) {
    this.image = image;
    this.features = features;
    features.parts().forEach(part -> addChildBlock(part.name(), part.layers()));
    logits = addChildBlock("logits", Dense.create(features.outputs(), classes, initialization));
  }

  /**
   * Draws the initial weights from the engine's random stream.
   *
   * @param manager owns the weights from now on
   */
  public void initialize(NDManager manager) {
    initialize(manager, DataType.FLOAT32, image.batch(1));
  }

  @Override
  public Categorical classify(ParameterStore parameterStore, NDArray images) {
    return classify(parameterStore, images, false);
  }

  @Override
  public NDArray features(ParameterStore parameterStore, NDArray images) {
    return features.apply(parameterStore, images, null, false);
  }

  /**
   * The distribution over the classes of each image.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param training whether this is a step of training
   * @return p, over {@code (B, K)}
   */
  public Categorical classify(ParameterStore parameterStore, NDArray images, boolean training) {
    return new Categorical(
        forward(parameterStore, new NDList(images), training, null).singletonOrThrow());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray read = features.apply(parameterStore, inputs.singletonOrThrow(), null, training);
    NDList output = logits.forward(parameterStore, new NDList(read), training);
    Tape.show(parameterStore, logits, "output", output.head());
    return output;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return logits.getOutputShapes(new Shape[] {read(inputShapes)});
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    features.initialize(manager, dataType, inputShapes[0].get(0));
    logits.initialize(manager, dataType, read(inputShapes));
  }

  /** What it computes, for other programs. */
  Outline.Classifier outline(int classes) {
    List<Operation> steps = new ArrayList<>(features.operations(""));
    steps.add(new Operation.Dense("logits", Math.toIntExact(features.outputs()), classes));
    return new Outline.Classifier(classes, steps);
  }

  private Shape read(Shape[] inputShapes) {
    return new Shape(inputShapes[0].get(0), features.outputs());
  }
}
