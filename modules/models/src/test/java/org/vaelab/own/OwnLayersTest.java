package org.vaelab.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.ImageSize;
import org.vaelab.models.layer.LayerContext;
import org.vaelab.models.layer.LayerContract;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Layers;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;

/** Layers of somebody else's: what is public is enough to write them, to test and to use them. */
class OwnLayersTest extends LayerContract {
  /** Half of each number; the example of {@link LayerSpec}. */
  record Halve() implements LayerSpec {
    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public ImageSize inputSize(ImageSize output) {
      return output;
    }

    @Override
    public Block create(LayerContext context) {
      return LambdaBlock.singleton(x -> x.mul(Scalars.like(x, 0.5)));
    }
  }

  /** The mean of each channel: features of an image, without flattening it. */
  record ChannelMeans() implements LayerSpec {
    @Override
    public Shape output(Shape input) {
      return new Shape(LayerSpec.image(input).channels());
    }

    @Override
    public Block create(LayerContext context) {
      return LambdaBlock.singleton(x -> x.mean(new int[] {3}).mean(new int[] {2}));
    }
  }

  /** A layer that is made of another. */
  record Twice(int channels) implements LayerSpec {
    private LayerSpec part() {
      return new ConvolutionSpec(channels, 3);
    }

    @Override
    public Shape output(Shape input) {
      return part().output(part().output(input));
    }

    @Override
    public Block create(LayerContext context) {
      Shape between = part().output(context.input());
      return new Layers(context.input())
          .add("first", part().create(context.between(context.input(), between)), between)
          .add(
              "second",
              part().create(context.between(between, context.output())),
              context.output());
    }
  }

  @Override
  protected List<Sample> samples() {
    Shape image = new Shape(2, 6, 5);
    return List.of(
        new Sample(new Halve(), image, true),
        new Sample(new ChannelMeans(), image, false),
        new Sample(new Twice(3), image, false));
  }

  @Override
  protected List<Misfit> misfits() {
    return List.of(
        new Misfit(
            new Twice(2),
            new Shape(1, 4, 9),
            "kernel is 3, larger than its padded input; use a smaller kernel, padding \"same\", or"
                + " fewer convolutions"));
  }

  /** Two children of one name: the second's weights would be lost when the model is saved. */
  record Nameless() implements LayerSpec {
    @Override
    public Shape output(Shape input) {
      return new Shape(3);
    }

    @Override
    public boolean readsFeatures() {
      return true;
    }

    @Override
    public Block create(LayerContext context) {
      LayerSpec part = new DenseSpec(3);
      return new SequentialBlock()
          .add(part.create(context))
          .add(part.create(context.between(context.output(), context.output())));
    }
  }

  @Test
  void parametersOfOneNameAreRefused() {
    FcEncoderSpec encoder = new FcEncoderSpec(List.of(new Nameless()));

    assertThatThrownBy(() -> encoder.create(new ImageShape(1, 2, 3), 0, 2, new ExpScale(), false))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "layers[0] has parameters of the same name: 6 -> 3; its block must give each child a"
                + " name of its own");
  }

  @Test
  void theyStandInANetworkLikeAnyOther() {
    VaeSpec spec =
        new VaeSpec(
            2,
            false,
            new CnnEncoderSpec(
                List.of(
                    new Halve(), new ConvolutionSpec(3, 3), new ChannelMeans(), new DenseSpec(5))),
            new CnnDecoderSpec(List.of(new DenseSpec(4), new Halve())));
    Vae model = spec.create(new ImageShape(1, 8, 6), 10, new BernoulliLikelihoodSpec());

    assertThat(NamedParameters.of(model).keySet())
        .containsExactly(
            "encoder.layers.1.weight",
            "encoder.layers.1.bias",
            "encoder.layers.3.weight",
            "encoder.layers.3.bias",
            "encoder.mean.weight",
            "encoder.mean.bias",
            "encoder.logVariance.weight",
            "encoder.logVariance.bias",
            "decoder.layers.0.weight",
            "decoder.layers.0.bias",
            "decoder.start.0.weight",
            "decoder.start.0.bias",
            "decoder.layers.2.weight",
            "decoder.layers.2.bias");
  }
}
