package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.vaelab.input.ImageShape;
import org.vaelab.models.outline.Operation;

/**
 * The choice of a layer: what it makes of a shape, forward and backward, and the block that does
 * it. Shapes are those of one image, without the batch: {@code (C, H, W)}, or {@code (D)} for
 * features.
 *
 * <p>Not sealed: a record of anyone's that implements this is a layer, and its components are its
 * fields in a spec. {@code LayerContract} in the tests holds what each layer promises. The smallest
 * one, which changes no shape and learns nothing:
 *
 * <pre>{@code
 * public record Halve() implements LayerSpec {
 *   public Shape output(Shape input) {
 *     return input;
 *   }
 *
 *   public ImageSize inputSize(ImageSize output) {
 *     return output;
 *   }
 *
 *   public Block create(LayerContext context) {
 *     return LambdaBlock.singleton(x -> x.mul(Scalars.like(x, 0.5)));
 *   }
 * }
 * }</pre>
 */
public interface LayerSpec {
  /**
   * The shape forward.
   *
   * @param input what comes in: {@code (C, H, W)} or {@code (D)}; always {@code (D)} where {@link
   *     #readsFeatures}
   * @return what comes out, as far as the input alone decides it
   * @throws MisfitException where the layer does not fit it
   */
  Shape output(Shape input);

  /**
   * The size backward, which a decoder needs: it works from its image back to its start. The
   * channels are those of the layer before.
   *
   * @param output the size that must come out
   * @return the one size of the input that this gives it for
   * @throws MisfitException where no size does, or more than one; always, unless a layer overrides
   *     it
   */
  default ImageSize inputSize(ImageSize output) {
    throw new MisfitException(
        "",
        "does not say what image becomes one of " + output + " pixels, as a decoder must know",
        "use layers that keep or enlarge the image");
  }

  /**
   * Whether the layer reads its input as plain features, so that an image is flattened before it. A
   * label that joins the features joins before the first such layer.
   *
   * @return false, unless a layer overrides it
   */
  default boolean readsFeatures() {
    return false;
  }

  /**
   * The block that computes the layer, not yet initialised. Its weights begin as {@link
   * LayerContext#initialization} says, and the activation is part of it. The names of its children
   * stand in those of its parameters: {@code layers.0.first.weight}. {@link Layers} chains blocks
   * by name.
   *
   * @param context the shapes before and after it, and what the network says for all its layers
   * @return a new block, {@code (B, input) -> (B, output)}
   */
  Block create(LayerContext context);

  /**
   * The same for other programs, which an exported model needs. {@link LayerOperations} adds what
   * {@link Layers#finish} does.
   *
   * @param name what the names of the parameters begin with, such as encoder.layers.0
   * @param context as {@link #create} gets it
   * @return what the block computes, step by step, with its parameters
   * @throws org.vaelab.input.InputException where it cannot be said; always, unless a layer
   *     overrides it
   */
  default List<Operation> operations(String name, LayerContext context) {
    throw Operation.unknown(name, this, "operations");
  }

  /**
   * The input of a layer that reads images.
   *
   * @param input what comes in
   * @return its three sizes
   * @throws MisfitException where features come in
   */
  static ImageShape image(Shape input) {
    if (input.dimension() != 3) {
      throw new MisfitException(
          "",
          "reads an image, but " + input.size() + " features come in",
          "in an encoder of type \"cnn\" it stands before the dense layers, in a decoder after them");
    }
    return new ImageShape(
        Math.toIntExact(input.get(0)),
        Math.toIntExact(input.get(1)),
        Math.toIntExact(input.get(2)));
  }
}
