package org.vaelab.experiments.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vaelab.data.Cifar10;
import org.vaelab.data.Dataset;
import org.vaelab.data.DrawnDigits;
import org.vaelab.data.FashionMnist;
import org.vaelab.data.Idx;
import org.vaelab.data.Mnist;
import org.vaelab.experiments.figures.ClassSheetSpec;
import org.vaelab.experiments.figures.CovarianceSpec;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.GridRange;
import org.vaelab.experiments.figures.KlDimensionsSpec;
import org.vaelab.experiments.figures.LatentSpec;
import org.vaelab.experiments.figures.LinearRange;
import org.vaelab.experiments.figures.ManifoldSpec;
import org.vaelab.experiments.figures.MeanCodesSpec;
import org.vaelab.experiments.figures.QuantileRange;
import org.vaelab.experiments.figures.ReconstructionsSpec;
import org.vaelab.experiments.figures.SamplesSpec;
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
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.WarmUp;
import org.vaelab.models.Activation;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.CnnDecoderSpec;
import org.vaelab.models.CnnEncoderSpec;
import org.vaelab.models.ConvolutionSpec;
import org.vaelab.models.DecoderSpec;
import org.vaelab.models.DenseSpec;
import org.vaelab.models.EncoderSpec;
import org.vaelab.models.FcDecoderSpec;
import org.vaelab.models.FcEncoderSpec;
import org.vaelab.models.LayerSpec;
import org.vaelab.models.Padding;
import org.vaelab.models.PoolSpec;
import org.vaelab.models.PriorSpec;
import org.vaelab.models.ResidualSpec;
import org.vaelab.models.TransposedConvolutionSpec;
import org.vaelab.models.VaeSpec;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.training.AdamSpec;
import org.vaelab.training.AdamWSpec;
import org.vaelab.training.ConstantScheduleSpec;
import org.vaelab.training.CosineScheduleSpec;
import org.vaelab.training.ExponentialScheduleSpec;
import org.vaelab.training.OptimizerSpec;
import org.vaelab.training.PlateauScheduleSpec;
import org.vaelab.training.ScheduleSpec;
import org.vaelab.training.SgdSpec;
import org.vaelab.training.StepScheduleSpec;

/** The built-in {@link Vocabulary}. A test holds that every record of a choice is listed. */
final class SpecTypes {
  static final Map<Class<?>, Map<String, SpecType>> ALL =
      Map.ofEntries(
          choice(
              Dataset.class,
              "digits",
              DrawnDigits.class,
              "mnist",
              Mnist.class,
              "fashion-mnist",
              FashionMnist.class,
              "cifar10",
              Cifar10.class,
              "idx",
              Idx.class),
          choice(ModelSpec.class, "vae", VaeSpec.class, "classifier", ClassifierSpec.class),
          choice(
              EncoderSpec.class,
              "fc",
              FcEncoderSpec.class,
              "cnn",
              CnnEncoderSpec.class,
              "fc3",
              FcEncoderSpec.fc3(),
              "cnn2",
              CnnEncoderSpec.cnn2(),
              "cnn3",
              CnnEncoderSpec.cnn3()),
          choice(
              DecoderSpec.class,
              "fc",
              FcDecoderSpec.class,
              "cnn",
              CnnDecoderSpec.class,
              "fc3",
              FcDecoderSpec.fc3(),
              "cnn2",
              CnnDecoderSpec.cnn2(),
              "cnn3",
              CnnDecoderSpec.cnn3()),
          choice(
              LayerSpec.class,
              "convolution",
              ConvolutionSpec.class,
              "dense",
              DenseSpec.class,
              "pool",
              PoolSpec.class,
              "residual",
              ResidualSpec.class,
              "transposed-convolution",
              TransposedConvolutionSpec.class),
          choice(
              Activation.class,
              "relu",
              Activation.Relu.class,
              "leakyRelu",
              Activation.LeakyRelu.class,
              "elu",
              Activation.Elu.class,
              "gelu",
              Activation.Gelu.class,
              "silu",
              Activation.Silu.class,
              "tanh",
              Activation.Tanh.class,
              "sigmoid",
              Activation.Sigmoid.class,
              "softplus",
              Activation.Softplus.class,
              "identity",
              Activation.Identity.class),
          choice(Padding.class, "symmetric", Padding.Symmetric.class, "same", Padding.Same.class),
          choice(Scale.class, "exp", ExpScale.class, "softplus", SoftplusScale.class),
          choice(
              PriorSpec.class,
              "standard-normal",
              PriorSpec.StandardNormal.class,
              "learned",
              PriorSpec.Learned.class,
              "label",
              PriorSpec.Label.class),
          choice(
              LikelihoodSpec.class,
              "bernoulli",
              BernoulliLikelihoodSpec.class,
              "gaussian",
              GaussianLikelihoodSpec.class),
          choice(
              SigmaSpec.class,
              "fixed",
              FixedSigma.class,
              "pixel",
              PixelSigma.class,
              "shared",
              SharedSigma.class,
              "optimal",
              OptimalSigma.class,
              "full-covariance",
              FullCovarianceSigma.class),
          choice(Objective.class, "elbo", Elbo.class),
          choice(WarmUp.class, "none", NoWarmUp.class, "linear", LinearWarmUp.class),
          choice(
              OptimizerSpec.class,
              "adam",
              AdamSpec.class,
              "adamw",
              AdamWSpec.class,
              "sgd",
              SgdSpec.class),
          choice(
              ScheduleSpec.class,
              "constant",
              ConstantScheduleSpec.class,
              "step",
              StepScheduleSpec.class,
              "exponential",
              ExponentialScheduleSpec.class,
              "cosine",
              CosineScheduleSpec.class,
              "plateau",
              PlateauScheduleSpec.class),
          choice(
              FigureSpec.class,
              "reconstructions",
              ReconstructionsSpec.class,
              "samples",
              SamplesSpec.class,
              "latent",
              LatentSpec.class,
              "curves",
              CurvesSpec.class,
              "manifold",
              ManifoldSpec.class,
              "class-sheet",
              ClassSheetSpec.class,
              "mean-codes",
              MeanCodesSpec.class,
              "covariance",
              CovarianceSpec.class,
              "kl-dimensions",
              KlDimensionsSpec.class),
          choice(GridRange.class, "quantiles", QuantileRange.class, "linear", LinearRange.class));

  private SpecTypes() {}

  /** Words, each with a record class, or with a record that is a preset of one. */
  private static Map.Entry<Class<?>, Map<String, SpecType>> choice(
      Class<?> choice, Object... wordsAndTypes) {
    Map<String, SpecType> types = new LinkedHashMap<>();
    for (int i = 0; i < wordsAndTypes.length; i += 2) {
      String word = (String) wordsAndTypes[i];
      types.put(
          word,
          wordsAndTypes[i + 1] instanceof Record preset
              ? new SpecType(preset.getClass(), preset)
              : new SpecType(((Class<?>) wordsAndTypes[i + 1]).asSubclass(Record.class), null));
    }
    return Map.entry(choice, Collections.unmodifiableMap(types));
  }
}
