package org.vaelab.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.vaelab.input.ImageShape;
import org.vaelab.models.outline.Operation;

/** The choice of where an encoder sees the label, given one-hot. */
public enum LabelEntry {
  /** Behind the flattened pixels of a fully connected encoder. */
  PIXELS("pixels"),
  /** As K more columns at the right of the image; that of the label is all ones. */
  COLUMNS("columns"),
  /** As K more channels; that of the label is all ones. */
  CHANNELS("channels"),
  /** Behind the flattened outputs of the convolutions, before any hidden layer. */
  FEATURES("features");

  private final String word;

  LabelEntry(String word) {
    this.word = word;
  }

  /** The shape of an image with the label in it. */
  ImageShape join(ImageShape image, int classes) {
    return switch (this) {
      case COLUMNS -> new ImageShape(image.channels(), image.height(), image.width() + classes);
      case CHANNELS -> new ImageShape(image.channels() + classes, image.height(), image.width());
      case PIXELS, FEATURES -> image;
    };
  }

  /** Puts labels {@code (B, K)} into images {@code (B, C, H, W)}. */
  NDArray joinImages(NDArray images, NDArray labels) {
    Shape shape = images.getShape();
    long batch = shape.get(0);
    long classes = labels.getShape().get(1);
    return switch (this) {
      case COLUMNS ->
          images.concat(
              labels
                  .reshape(batch, 1, 1, classes)
                  .broadcast(new Shape(batch, shape.get(1), shape.get(2), classes)),
              3);
      case CHANNELS ->
          images.concat(
              labels
                  .reshape(batch, classes, 1, 1)
                  .broadcast(new Shape(batch, classes, shape.get(2), shape.get(3))),
              1);
      case PIXELS, FEATURES -> images;
    };
  }

  /** What {@link #joinImages} does, for other programs. */
  List<Operation> operations(ImageShape image) {
    return switch (this) {
      case COLUMNS -> List.of(new Operation.LabelColumns(image.channels(), image.height()));
      case CHANNELS -> List.of(new Operation.LabelChannels(image.height(), image.width()));
      case PIXELS, FEATURES -> List.of();
    };
  }

  /** Whether labels join the flattened features. */
  boolean joinsFeatures() {
    return this == PIXELS || this == FEATURES;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
