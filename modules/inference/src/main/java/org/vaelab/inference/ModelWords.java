package org.vaelab.inference;

import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SharedSigma;
import org.vaelab.losses.distribution.SigmaSpec;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.PoolSpec;
import org.vaelab.models.layer.ResidualSpec;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.VaeSpec;

/**
 * The built-in words that a model is described with, in listing order; the first is the default.
 */
public final class ModelWords {
  /** Models, their networks and their likelihoods. */
  public static final Vocabulary ALL = likelihoods(networks(Vocabulary.EMPTY));

  private ModelWords() {}

  private static Vocabulary networks(Vocabulary words) {
    return words
        .withChoice(ModelSpec.class)
        .with(ModelSpec.class, "vae", VaeSpec.class)
        .with(ModelSpec.class, "classifier", ClassifierSpec.class)
        .withChoice(EncoderSpec.class)
        .with(EncoderSpec.class, "fc", FcEncoderSpec.class)
        .with(EncoderSpec.class, "cnn", CnnEncoderSpec.class)
        .withPreset(EncoderSpec.class, "fc3", FcEncoderSpec.fc3())
        .withPreset(EncoderSpec.class, "cnn2", CnnEncoderSpec.cnn2())
        .withPreset(EncoderSpec.class, "cnn3", CnnEncoderSpec.cnn3())
        .withChoice(DecoderSpec.class)
        .with(DecoderSpec.class, "fc", FcDecoderSpec.class)
        .with(DecoderSpec.class, "cnn", CnnDecoderSpec.class)
        .withPreset(DecoderSpec.class, "fc3", FcDecoderSpec.fc3())
        .withPreset(DecoderSpec.class, "cnn2", CnnDecoderSpec.cnn2())
        .withPreset(DecoderSpec.class, "cnn3", CnnDecoderSpec.cnn3())
        .withChoice(LayerSpec.class)
        .with(LayerSpec.class, "convolution", ConvolutionSpec.class)
        .with(LayerSpec.class, "dense", DenseSpec.class)
        .with(LayerSpec.class, "pool", PoolSpec.class)
        .with(LayerSpec.class, "residual", ResidualSpec.class)
        .with(LayerSpec.class, "transposed-convolution", TransposedConvolutionSpec.class)
        .withChoice(Activation.class)
        .with(Activation.class, "relu", Activation.Relu.class)
        .with(Activation.class, "leakyRelu", Activation.LeakyRelu.class)
        .with(Activation.class, "elu", Activation.Elu.class)
        .with(Activation.class, "gelu", Activation.Gelu.class)
        .with(Activation.class, "silu", Activation.Silu.class)
        .with(Activation.class, "tanh", Activation.Tanh.class)
        .with(Activation.class, "sigmoid", Activation.Sigmoid.class)
        .with(Activation.class, "softplus", Activation.Softplus.class)
        .with(Activation.class, "identity", Activation.Identity.class)
        .withChoice(Padding.class)
        .with(Padding.class, "symmetric", Padding.Symmetric.class)
        .with(Padding.class, "same", Padding.Same.class)
        .withChoice(Scale.class)
        .with(Scale.class, "exp", ExpScale.class)
        .with(Scale.class, "softplus", SoftplusScale.class)
        .withChoice(PriorSpec.class)
        .with(PriorSpec.class, "standard-normal", PriorSpec.StandardNormal.class)
        .with(PriorSpec.class, "learned", PriorSpec.Learned.class)
        .with(PriorSpec.class, "label", PriorSpec.Label.class);
  }

  private static Vocabulary likelihoods(Vocabulary words) {
    return words
        .withChoice(LikelihoodSpec.class)
        .with(LikelihoodSpec.class, "bernoulli", BernoulliLikelihoodSpec.class)
        .with(LikelihoodSpec.class, "gaussian", GaussianLikelihoodSpec.class)
        .withChoice(SigmaSpec.class)
        .with(SigmaSpec.class, "fixed", FixedSigma.class)
        .with(SigmaSpec.class, "pixel", PixelSigma.class)
        .with(SigmaSpec.class, "shared", SharedSigma.class)
        .with(SigmaSpec.class, "optimal", OptimalSigma.class)
        .with(SigmaSpec.class, "full-covariance", FullCovarianceSigma.class);
  }
}
