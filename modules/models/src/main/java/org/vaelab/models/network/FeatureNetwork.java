package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;

/**
 * What encoders and classifiers have in common: layers that read images (or none), flattening,
 * layers that read features; {@code (B, C, H, W) -> (B, outputs)}. The label joins where {@link
 * LabelEntry} says. Whoever owns it adds both parts as child blocks.
 */
final class FeatureNetwork {
  /** A child block and its name. */
  record Part(String name, Layers layers) {}

  private final LabelEntry entry;
  private final Part images;
  private final Part features;

  /** {@code classes} is 0 for a network that sees no labels. */
  FeatureNetwork(ImageShape image, int classes, LabelEntry entry, FeatureSpec spec) {
    this.entry = entry;
    LayerList before = LayerList.of("convolutions", spec.convolutions());
    LayerList after = LayerList.of("hidden", spec.hidden());
    if (spec.layers() != null) {
      LayerList all = LayerList.of("layers", spec.layers());
      // A fully connected network flattens its pixels at once.
      int split = entry == LabelEntry.PIXELS ? 0 : all.beforeFeatures();
      before = all.part(0, split);
      after = all.part(split, all.entries().size());
    }
    ImageShape joined = classes > 0 ? entry.join(image, classes) : image;
    images = part(before, joined.batch(1).slice(1), spec);
    long flat = images.layers().output().size() + (entry.joinsFeatures() ? classes : 0);
    features = part(after, new Shape(flat), spec);
  }

  private static Part part(LayerList list, Shape input, FeatureSpec spec) {
    return new Part(
        list.name(), list.create(list.forward(input), spec.activation(), spec.initializer()));
  }

  /** The child blocks, in the order of the layers. */
  List<Part> parts() {
    return List.of(images, features);
  }

  /** How many features come out. */
  long outputs() {
    return features.layers().output().size();
  }

  /** {@code labels} is null for a network that sees none. */
  NDArray apply(
      ParameterStore parameterStore, NDArray pixels, @Nullable NDArray labels, boolean training) {
    NDArray joined = labels == null ? pixels : entry.joinImages(pixels, labels);
    NDArray flat = flat(images.layers().apply(parameterStore, joined, training));
    NDArray all = LabelInput.join(flat, entry.joinsFeatures() ? labels : null);
    return flat(features.layers().apply(parameterStore, all, training));
  }

  private static NDArray flat(NDArray x) {
    return x.getShape().dimension() == 2 ? x : x.reshape(x.getShape().get(0), -1);
  }

  void initialize(NDManager manager, DataType dataType, long batch) {
    for (Part part : parts()) {
      part.layers().initialize(manager, dataType, new Shape(batch));
    }
  }
}
