package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ImageShape;

/**
 * What encoders and classifiers have in common: convolutions (or none), flattening, hidden layers;
 * {@code (B, C, H, W) -> (B, outputs)}. The label joins where {@link LabelEntry} says. Whoever owns
 * it adds both parts as child blocks.
 */
final class FeatureNetwork {
  private final LabelEntry entry;
  private final Layers convolutions;
  private final Layers hidden;

  /** {@code classes} is 0 for a network that sees no labels. */
  FeatureNetwork(
      ImageShape image,
      int classes,
      LabelEntry entry,
      List<ConvolutionSpec> convolutions,
      List<DenseSpec> hidden,
      Activation activation,
      Initialization initialization) {
    this.entry = entry;
    ImageShape joined = classes > 0 ? entry.join(image, classes) : image;
    this.convolutions = ConvolutionLayers.create(joined, convolutions, activation, initialization);
    long flat = this.convolutions.output().size() + (entry.joinsFeatures() ? classes : 0);
    this.hidden = DenseLayers.create(flat, hidden, activation, initialization);
  }

  Layers convolutions() {
    return convolutions;
  }

  Layers hidden() {
    return hidden;
  }

  /** How many features come out. */
  long outputs() {
    return hidden.output().size();
  }

  /** {@code labels} is null for a network that sees none. */
  NDArray apply(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, boolean training) {
    NDArray joined = labels == null ? images : entry.joinImages(images, labels);
    NDArray maps = convolutions.apply(parameterStore, joined, training);
    NDArray flat = maps.reshape(images.getShape().get(0), -1);
    NDArray features = LabelInput.join(flat, entry.joinsFeatures() ? labels : null);
    return hidden.apply(parameterStore, features, training);
  }

  void initialize(NDManager manager, DataType dataType, long batch) {
    convolutions.initialize(manager, dataType, new Shape(batch));
    hidden.initialize(manager, dataType, new Shape(batch));
  }
}
