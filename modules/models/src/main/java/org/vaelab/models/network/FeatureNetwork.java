package org.vaelab.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.Layers;
import org.vaelab.models.outline.Operation;

/**
 * What encoders and classifiers have in common: layers that read images (or none), flattening,
 * layers that read features; {@code (B, C, H, W) -> (B, outputs)}. The label joins where {@link
 * LabelEntry} says. Whoever owns it adds both parts as child blocks.
 */
public final class FeatureNetwork {
  /**
   * A child block.
   *
   * @param name of it
   * @param layers the block
   * @param list what it is made of
   * @param shapes what comes into each layer, and what out of the last
   */
  public record Part(String name, Layers layers, LayerList list, List<Shape> shapes) {}

  private final ImageShape image;
  private final FeatureSpec spec;
  private final LabelEntry entry;
  private final int classes;
  private final Part images;
  private final Part features;

  /**
   * A network, not yet initialised.
   *
   * @param image the shape of its input
   * @param classes K of the one-hot label that it sees; 0 for none
   * @param entry where the label joins
   * @param spec its layers
   * @throws org.vaelab.input.InvalidSettingsException where they do not fit the image
   */
  public FeatureNetwork(ImageShape image, int classes, LabelEntry entry, FeatureSpec spec) {
    this.image = image;
    this.spec = spec;
    this.entry = entry;
    this.classes = classes;
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
    List<Shape> shapes = list.forward(input);
    Layers layers = list.create(shapes, spec.activation(), spec.initializer());
    return new Part(list.name(), layers, list, shapes);
  }

  /**
   * The child blocks.
   *
   * @return in the order of the layers
   */
  public List<Part> parts() {
    return List.of(images, features);
  }

  /**
   * How many features come out.
   *
   * @return of each image
   */
  public long outputs() {
    return features.layers().output().size();
  }

  /**
   * The features of images.
   *
   * @param parameterStore where the weights are
   * @param pixels shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; null for a network that sees none
   * @param training whether this is a step of training
   * @return shape {@code (B, outputs)}
   */
  public NDArray apply(
      ParameterStore parameterStore, NDArray pixels, @Nullable NDArray labels, boolean training) {
    NDArray joined = labels == null ? pixels : entry.joinImages(pixels, labels);
    NDArray flat = flat(images.layers().apply(parameterStore, joined, training));
    NDArray all = LabelInput.join(flat, entry.joinsFeatures() ? labels : null);
    return flat(features.layers().apply(parameterStore, all, training));
  }

  /**
   * What {@link #apply} computes, for other programs.
   *
   * @param prefix what the names of its owner's parameters begin with; empty for none
   * @return step by step
   */
  public List<Operation> operations(String prefix) {
    List<Operation> operations = new ArrayList<>();
    if (classes > 0) {
      operations.addAll(entry.operations(image));
    }
    operations.addAll(operations(prefix, images));
    if (classes > 0 && entry.joinsFeatures()) {
      operations.add(new Operation.LabelFeatures());
    }
    operations.addAll(operations(prefix, features));
    return operations;
  }

  private List<Operation> operations(String prefix, Part part) {
    List<Operation> operations =
        part.list()
            .operations(prefix + part.name(), part.shapes(), spec.activation(), spec.initializer());
    if (part.layers().output().dimension() > 1) {
      operations.add(new Operation.Flatten());
    }
    return operations;
  }

  private static NDArray flat(NDArray x) {
    return x.getShape().dimension() == 2 ? x : x.reshape(x.getShape().get(0), -1);
  }

  /**
   * Draws the initial weights.
   *
   * @param manager owns them
   * @param dataType of theirs
   * @param batch B of the shapes that are told to the blocks
   */
  public void initialize(NDManager manager, DataType dataType, long batch) {
    for (Part part : parts()) {
      part.layers().initialize(manager, dataType, new Shape(batch));
    }
  }
}
