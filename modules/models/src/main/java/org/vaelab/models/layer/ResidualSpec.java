package org.vaelab.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;

/**
 * Two convolutions and a skip around them: {@code activation(second(activation(first(x))) +
 * skip(x))}, with SAME padding, so that an axis of n pixels becomes {@code ceil(n / stride)}. The
 * skip is x itself where the shape stays, and else a convolution of kernel 1.
 *
 * <p>Source: He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2016, equations
 * 1 and 2, shortcuts of option B.
 *
 * @param channels how many come out
 * @param kernel the size of the square kernels of both convolutions
 * @param stride how far the kernels of the first convolution and of the skip move
 * @param batchNorm whether the outputs of each convolution are normalised over the batch
 * @param activation what follows the first convolution, and the sum; null for that of the network
 */
public record ResidualSpec(
    int channels, int kernel, int stride, boolean batchNorm, @Nullable Activation activation)
    implements LayerSpec {
  /** Checks the numbers. */
  public ResidualSpec {
    new Settings()
        .between("channels", channels, 1, ConvolutionSpec.LARGEST)
        .between("kernel", kernel, 1, ConvolutionSpec.LARGEST)
        .between("stride", stride, 1, ConvolutionSpec.LARGEST)
        .check();
  }

  /**
   * Kernels of 3, stride 1, without batch normalisation.
   *
   * @param channels how many come out
   */
  public ResidualSpec(int channels) {
    this(channels, 3, 1, false, null);
  }

  @Override
  public Shape output(Shape input) {
    return convolution(kernel, stride, null).output(input);
  }

  @Override
  public ImageSize inputSize(ImageSize output) {
    return convolution(kernel, stride, null).inputSize(output);
  }

  @Override
  public Block create(LayerContext context) {
    Activation identity = new Activation.Identity();
    Shape output = context.output();
    Block first =
        convolution(kernel, stride, activation).create(context.between(context.input(), output));
    Block second = convolution(kernel, 1, identity).create(context.between(output, output));
    Block skip =
        output.equals(context.input()) ? null : convolution(1, stride, identity).create(context);
    Layers convolutions =
        new Layers(context.input()).add("first", first, output).add("second", second, output);
    return new Layers(context.input())
        .add("", new Sum(context, convolutions, skip), output)
        .finish(false, context.activationOr(activation));
  }

  @Override
  public List<Operation> operations(String name, LayerContext context) {
    Activation identity = new Activation.Identity();
    Shape output = context.output();
    List<Operation> branch = new ArrayList<>();
    branch.addAll(
        convolution(kernel, stride, activation)
            .operations(name + ".first", context.between(context.input(), output)));
    branch.addAll(
        convolution(kernel, 1, identity)
            .operations(name + ".second", context.between(output, output)));
    List<Operation> skip =
        output.equals(context.input())
            ? List.of()
            : convolution(1, stride, identity).operations(name + ".skip", context);
    return LayerOperations.finish(
        List.of(new Operation.Residual(branch, skip)),
        name,
        context.output(),
        false,
        context.activationOr(activation));
  }

  private ConvolutionSpec convolution(int size, int step, @Nullable Activation following) {
    return new ConvolutionSpec(channels, size, step, new Padding.Same(), 1, batchNorm, following);
  }

  /** {@code convolutions(x) + skip(x)}; without a skip {@code convolutions(x) + x}. */
  private static final class Sum extends AbstractBlock {
    private final LayerContext context;
    private final Layers convolutions;
    private final @Nullable Block skip;

    Sum(LayerContext context, Layers convolutions, @Nullable Block skip) {
      this.context = context;
      this.convolutions = addChildBlock("", convolutions);
      this.skip = skip == null ? null : addChildBlock("skip", skip);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore parameterStore,
        NDList inputs,
        boolean training,
        PairList<String, Object> params) {
      NDArray residual = convolutions.forward(parameterStore, inputs, training).head();
      NDList skipped = skip == null ? inputs : skip.forward(parameterStore, inputs, training);
      return new NDList(residual.add(skipped.head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return new Shape[] {new Shape(inputShapes[0].get(0)).addAll(context.output())};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
      convolutions.initialize(manager, type, inputShapes);
      if (skip != null) {
        skip.initialize(manager, type, inputShapes);
      }
    }
  }
}
