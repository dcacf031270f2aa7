package org.vaelab.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;

/**
 * The maximum of each square of pixels: an axis of n pixels becomes {@code ceil(n / size)}; the
 * last square may be cut off, as in SAME for size 2.
 *
 * @param size of a square's side, in pixels
 */
public record PoolSpec(int size) implements LayerSpec {
  /** Checks the size. */
  public PoolSpec {
    new Settings().between("size", size, 1, ConvolutionSpec.LARGEST).check();
  }

  /** Squares of 2. */
  public PoolSpec() {
    this(2);
  }

  @Override
  public Shape output(Shape input) {
    ImageShape image = LayerSpec.image(input);
    return new Shape(image.channels(), pixels(image.height()), pixels(image.width()));
  }

  @Override
  public Block create(LayerContext context) {
    return new Layers(context.input()).add(this::apply, context.output());
  }

  @Override
  public List<Operation> operations(String name, LayerContext context) {
    return List.of(new Operation.MaximumPool(size));
  }

  /** The pixels of an axis after pooling. */
  int pixels(int input) {
    return (input + size - 1) / size;
  }

  /** {@code (B, C, H, W) -> (B, C, H', W')}. */
  NDArray apply(NDArray x) {
    Shape square = new Shape(size, size);
    return Pool.maxPool2d(x, square, square, new Shape(0, 0), true);
  }
}
