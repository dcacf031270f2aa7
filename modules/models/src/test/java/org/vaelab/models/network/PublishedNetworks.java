package org.vaelab.models.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.OutputConvolutionSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;

/** The networks of the five systems in vaelab's grammar, by the names in networks.npz. */
public final class PublishedNetworks {
  /** What a network needs to be created. */
  public record Network(VaeSpec spec, ImageShape image, LikelihoodSpec likelihood) {
    Vae create() {
      return spec.create(image, 10, likelihood);
    }
  }

  public static final ImageShape GREY = new ImageShape(1, 28, 28);
  public static final Map<String, Network> ALL = new LinkedHashMap<>();

  private static final Padding ONE = new Padding.Symmetric(1);
  private static final Padding NONE = new Padding.Symmetric(0);
  private static final Padding SAME = new Padding.Same();
  private static final Activation RELU = new Activation.Relu();
  private static final Activation LEAKY = new Activation.LeakyRelu(0.2);

  static {
    fullyConnected("timbmg-vae", 2, false, layers(256), layers(256), RELU);
    fullyConnected("timbmg-cvae", 2, true, layers(256), layers(256), RELU);
    List<DenseSpec> mixed =
        List.of(
            new DenseSpec(256, false, new Activation.LeakyRelu(0.01)),
            new DenseSpec(512, false, null));
    fullyConnected("vae-pytorch-vae", 2, false, mixed, layers(256), RELU);
    fullyConnected("vae-pytorch-cvae", 2, true, mixed, layers(512), RELU);
    add(
        "simple-vae",
        2,
        false,
        new FcEncoderSpec(layers(500, 120), RELU),
        new FcDecoderSpec(layers(120, 500), RELU),
        new SoftplusScale());
    conditionalVae();
    learningMl();
    asahi();
    fullyConnected(
        "asahi417-fc3-z20", 20, true, layers(500, 500), layers(500, 500), new Activation.Sigmoid());
    fullyConnected(
        "asahi417-vae-z20",
        20,
        false,
        layers(500, 500),
        layers(500, 500),
        new Activation.Softplus());
  }

  private PublishedNetworks() {}

  private static void conditionalVae() {
    add(
        "conditional-vae",
        15,
        true,
        new CnnEncoderSpec(
            List.of(new ConvolutionSpec(32, 3, 2, NONE), new ConvolutionSpec(64, 3, 2, NONE)),
            List.of(),
            RELU,
            Initialization.GLOROT_UNIFORM,
            LabelEntry.FEATURES),
        new CnnDecoderSpec(
            List.of(),
            new StartSpec(32),
            List.of(
                new TransposedConvolutionSpec(64, 3, 2, SAME),
                new TransposedConvolutionSpec(32, 3, 2, SAME)),
            new OutputConvolutionSpec(3, 1, SAME),
            RELU,
            Initialization.GLOROT_UNIFORM),
        new SoftplusScale());
  }

  private static void learningMl() {
    CnnEncoderSpec encoder =
        new CnnEncoderSpec(
            List.of(halving(64, false), halving(128, true)),
            List.of(new DenseSpec(1024, true, null)),
            LEAKY,
            Initialization.KAIMING_NORMAL,
            LabelEntry.COLUMNS);
    CnnDecoderSpec decoder =
        new CnnDecoderSpec(
            List.of(new DenseSpec(1024, true, null)),
            new StartSpec(128, 7, 7, true, null),
            List.of(doubling(64, true)),
            new OutputConvolutionSpec(4, 2, ONE),
            RELU,
            Initialization.KAIMING_NORMAL);
    add("learning-ml-mnist-z2", 2, true, encoder, decoder, new SoftplusScale());
    ALL.put(
        "learning-ml-mnist-z10-sigma",
        new Network(
            spec(10, true, encoder, decoder, new SoftplusScale()),
            GREY,
            new GaussianLikelihoodSpec(new PixelSigma(), MeanActivation.SIGMOID)));
    VaeSpec colour =
        spec(
            50,
            true,
            new CnnEncoderSpec(
                List.of(halving(64, false), halving(128, true), halving(256, true)),
                List.of(),
                LEAKY,
                Initialization.KAIMING_NORMAL,
                LabelEntry.COLUMNS),
            new CnnDecoderSpec(
                List.of(),
                new StartSpec(448, null, null, true, null),
                List.of(doubling(256, true), doubling(128, false), doubling(64, false)),
                new OutputConvolutionSpec(4, 2, ONE),
                RELU,
                Initialization.KAIMING_NORMAL),
            new SoftplusScale());
    ALL.put(
        "learning-ml-cifar10-z50",
        new Network(
            colour,
            new ImageShape(3, 32, 32),
            new GaussianLikelihoodSpec(new FixedSigma(), MeanActivation.SIGMOID)));
  }

  private static void asahi() {
    add("asahi417-cnn3-z2", 2, true, CnnEncoderSpec.cnn3(), CnnDecoderSpec.cnn3(), new ExpScale());
    add(
        "asahi417-cnn3-z20",
        20,
        true,
        CnnEncoderSpec.cnn3(),
        CnnDecoderSpec.cnn3(),
        new ExpScale());
    add(
        "asahi417-cnn3_0-z2",
        2,
        true,
        new CnnEncoderSpec(
            List.of(
                new ConvolutionSpec(16, 6, 3, NONE),
                new ConvolutionSpec(32, 4, 2, NONE),
                new ConvolutionSpec(64, 3)),
            List.of(),
            RELU,
            Initialization.HE_TRUNCATED,
            LabelEntry.CHANNELS),
        new CnnDecoderSpec(
            List.of(),
            new StartSpec(32),
            List.of(
                new TransposedConvolutionSpec(16, 4, 3, SAME),
                new TransposedConvolutionSpec(8, 4, 3, SAME)),
            new OutputConvolutionSpec(4, 4, SAME),
            RELU,
            Initialization.HE_TRUNCATED),
        new ExpScale());
    CnnDecoderSpec corrected = CnnDecoderSpec.cnn2();
    CnnDecoderSpec published =
        new CnnDecoderSpec(
            corrected.hidden(),
            corrected.start(),
            corrected.transposedConvolutions(),
            new OutputConvolutionSpec(5, 2, SAME, 0, RELU),
            corrected.activation(),
            corrected.initializer());
    add("asahi417-cnn2-z2", 2, true, CnnEncoderSpec.cnn2(), published, new ExpScale());
  }

  private static ConvolutionSpec halving(int channels, boolean batchNorm) {
    return new ConvolutionSpec(channels, 4, 2, ONE, 1, batchNorm, null);
  }

  private static TransposedConvolutionSpec doubling(int channels, boolean batchNorm) {
    return new TransposedConvolutionSpec(channels, 4, 2, ONE, 0, batchNorm, null);
  }

  private static List<DenseSpec> layers(int... widths) {
    return DenseSpec.layers(widths);
  }

  private static void fullyConnected(
      String name,
      int latent,
      boolean conditional,
      List<DenseSpec> encoder,
      List<DenseSpec> decoder,
      Activation activation) {
    add(
        name,
        latent,
        conditional,
        new FcEncoderSpec(encoder, activation),
        new FcDecoderSpec(decoder, activation),
        new ExpScale());
  }

  private static void add(
      String name,
      int latent,
      boolean conditional,
      EncoderSpec encoder,
      DecoderSpec decoder,
      Scale scale) {
    VaeSpec spec = spec(latent, conditional, encoder, decoder, scale);
    ALL.put(name, new Network(spec, GREY, new BernoulliLikelihoodSpec()));
  }

  private static VaeSpec spec(
      int latent, boolean conditional, EncoderSpec encoder, DecoderSpec decoder, Scale scale) {
    return new VaeSpec(
        latent, conditional, encoder, decoder, scale, new PriorSpec.StandardNormal(), false);
  }
}
