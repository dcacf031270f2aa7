package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.vaelab.models.parameter.Initialization;

/**
 * Where a layer stands in its network: what is known when its block is made. Shapes are those of
 * one image, {@code (C, H, W)} or {@code (D)}.
 *
 * @param input what comes in
 * @param output what must come out; in a decoder it follows from the image, from the last layer
 *     back to the first
 * @param activation the network's own, for layers that name none
 * @param initialization how the network's weights begin
 */
public record LayerContext(
    Shape input, Shape output, Activation activation, Initialization initialization) {
  /**
   * What follows a layer.
   *
   * @param own the layer's choice; null for none
   * @return its own activation, or else the network's
   */
  public Activation activationOr(@Nullable Activation own) {
    return own == null ? activation : own;
  }

  /**
   * The place of a part of the layer.
   *
   * @param partInput what comes into the part
   * @param partOutput what must come out of it
   * @return the same network's context between other shapes
   */
  public LayerContext between(Shape partInput, Shape partOutput) {
    return new LayerContext(partInput, partOutput, activation, initialization);
  }
}
