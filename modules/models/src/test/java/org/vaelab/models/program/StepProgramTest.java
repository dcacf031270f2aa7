package org.vaelab.models.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.InPlace;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.ResidualSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.network.PublishedNetworks;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Products;
import org.vaelab.models.parameter.Tape;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.VaeSpec;

/** A program computes what PyTorch's own differentiation of the recorded step does. */
class StepProgramTest {
  private static final ImageShape GREY = new ImageShape(1, 28, 28);
  private static final ImageShape COLOUR = new ImageShape(3, 20, 28);
  private static final int CLASSES = 4;
  private static final int BATCH = 6;
  private static final Progress HALFWAY = new Progress(5, 1);

  /** What is trained, and on which images. */
  record Case(String name, ModelSpec model, LossSpec loss, ImageShape image) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final DecoderSpec FC =
      new FcDecoderSpec(DenseSpec.layers(9), new Activation.Tanh());

  static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    PublishedNetworks.ALL.forEach(
        (name, network) ->
            all.add(
                new Case(
                    name,
                    network.spec(),
                    new LossSpec(network.likelihood(), new Elbo()),
                    network.image())));
    for (Activation activation :
        List.of(
            new Activation.Identity(),
            new Activation.LeakyRelu(0.3),
            new Activation.Elu(),
            new Activation.Gelu(),
            new Activation.Silu(),
            new Activation.Sigmoid(),
            new Activation.Softplus())) {
      EncoderSpec encoder = new FcEncoderSpec(DenseSpec.layers(12, 7), activation);
      all.add(vae(activation.toString(), encoder, FC, new ExpScale(), new Elbo()));
    }
    EncoderSpec small = new FcEncoderSpec(DenseSpec.layers(12), new Activation.Relu());
    all.add(vae("floor", small, FC, new ExpScale(0.1), new Elbo(3)));
    all.add(vae("softplus scale", small, FC, new SoftplusScale(), new Elbo(0)));
    Elbo clipped = new Elbo(2, new LinearWarmUp(20), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 0.25);
    all.add(vae("clipped", small, FC, new ExpScale(), clipped));
    all.add(detached());
    for (LikelihoodSpec likelihood :
        List.of(
            new GaussianLikelihoodSpec(new FixedSigma(0.3), MeanActivation.IDENTITY),
            new GaussianLikelihoodSpec(new FixedSigma(2), MeanActivation.SIGMOID),
            new GaussianLikelihoodSpec(new PixelSigma(), MeanActivation.IDENTITY),
            new GaussianLikelihoodSpec(
                new PixelSigma(new ExpScale(0.1)), MeanActivation.SIGMOID))) {
      VaeSpec colour = new VaeSpec(3, true, residual(), FC);
      all.add(
          new Case(likelihood.toString(), colour, new LossSpec(likelihood, new Elbo()), COLOUR));
    }
    all.add(new Case("classifier", new ClassifierSpec(), new LossSpec(), GREY));
    all.add(
        new Case(
            "residual classifier",
            new ClassifierSpec(List.of(new ResidualSpec(4, 3, 2, true, null), new DenseSpec(6))),
            new LossSpec(),
            COLOUR));
    return all;
  }

  private static EncoderSpec residual() {
    return new CnnEncoderSpec(
        List.of(
            new ConvolutionSpec(4, 4, 3, new Padding.Same(), 2, true, null),
            new ResidualSpec(4),
            new ResidualSpec(5, 3, 2, true, new Activation.Elu())));
  }

  private static Case vae(
      String name, EncoderSpec encoder, DecoderSpec decoder, Scale scale, Elbo objective) {
    VaeSpec spec =
        new VaeSpec(3, true, encoder, decoder, scale, new PriorSpec.StandardNormal(), false);
    return new Case(name, spec, new LossSpec(new BernoulliLikelihoodSpec(), objective), GREY);
  }

  private static Case detached() {
    VaeSpec spec =
        new VaeSpec(
            3,
            true,
            new FcEncoderSpec(),
            FC,
            new SoftplusScale(),
            new PriorSpec.StandardNormal(),
            true);
    return new Case("detached", spec, new LossSpec(), GREY);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inDoublePrecisionItIsTheRecordedStep(Case each) {
    compare(each, DataType.FLOAT64, Products.PYTORCH, 3e-7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inSinglePrecisionToo(Case each) {
    compare(each, DataType.FLOAT32, Products.onCpu(), 2e-3);
  }

  @Test
  void byEitherLibrary() {
    Case each = cases().get(1);
    compare(each, DataType.FLOAT32, Products.ONEDNN, 2e-3);
    compare(each, DataType.FLOAT32, Products.PYTORCH, 2e-3);
  }

  /** PyTorch's record, then the program from the same running statistics and noise. */
  private static void compare(Case each, DataType type, Products products, double tolerance) {
    ComputeEngine engine = ComputeEngine.start();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      engine.seed(7);
      Learner learner = each.model().create(each.image(), CLASSES, each.loss());
      learner
          .block()
          .initialize(manager, type, each.image().batch(BATCH), new Shape(BATCH, CLASSES));
      Map<String, Parameter> parameters = NamedParameters.of(learner.block());
      NDArray images =
          manager
              .randomUniform(0f, 1f, each.image().batch(BATCH), DataType.FLOAT32)
              .toType(type, true);
      NDArray labels =
          manager.create(new int[] {0, 3, 1, 1, 2, 0}).oneHot(CLASSES).toType(type, false);
      Map<String, float[]> statistics = statistics(parameters);

      engine.seed(11);
      NDList terms;
      List<NDArray> gradients;
      try (Tape tape = new Tape(manager)) {
        terms = learner.train(tape, images, labels, HALFWAY);
        gradients = tape.gradients(terms.head().mean(), learnt(parameters));
      }
      Map<String, float[]> moved = statistics(parameters);
      statistics.forEach((name, values) -> set(array(parameters, name), values));

      engine.seed(11);
      CompiledStep.Result result =
          learner
              .program()
              .orElseThrow()
              .compile(parameters, products)
              .run(manager, images, labels, HALFWAY);

      close("terms", stacked(result.terms()), stacked(terms), tolerance, 0);
      double largest = gradients.stream().mapToDouble(StepProgramTest::size).max().orElseThrow();
      assertThat(result.terms()).hasSameSizeAs(terms);
      List<String> names = names(parameters);
      assertThat(result.gradients()).hasSameSizeAs(names);
      IntStream.range(0, names.size())
          .forEach(
              i -> {
                assertThat(result.gradients().get(i).getShape())
                    .isEqualTo(gradients.get(i).getShape());
                close(
                    names.get(i), result.gradients().get(i), gradients.get(i), tolerance, largest);
              });
      statistics(parameters)
          .forEach(
              (name, values) ->
                  assertThat(values).as(name).containsExactly(moved.get(name), within(1e-5f)));
    }
  }

  private static NDArray array(Map<String, Parameter> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name)).getArray();
  }

  private static NDArray stacked(NDList terms) {
    return NDArrays.stack(terms);
  }

  private static List<NDArray> learnt(Map<String, Parameter> parameters) {
    return names(parameters).stream().map(name -> array(parameters, name)).toList();
  }

  private static List<String> names(Map<String, Parameter> parameters) {
    return parameters.entrySet().stream()
        .filter(each -> each.getValue().requiresGradient())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, float[]> statistics(Map<String, Parameter> parameters) {
    Map<String, float[]> found = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          if (!parameter.requiresGradient()) {
            found.put(name, parameter.getArray().toType(DataType.FLOAT32, true).toFloatArray());
          }
        });
    return found;
  }

  private static void set(NDArray target, float[] values) {
    InPlace.copy(
        target.getManager().create(values, target.getShape()).toType(target.getDataType(), false),
        target);
  }

  /**
   * By the norm of the difference, against that of what is expected; a bias before a batch
   * normalisation has a gradient of zero, of which rounding alone is left.
   */
  private static void close(
      String name, NDArray found, NDArray expected, double tolerance, double largest) {
    assertThat(size(found.sub(expected)))
        .as(name + " of size " + size(expected))
        .isLessThanOrEqualTo(tolerance * Math.max(size(expected), 1e-3 * largest));
  }

  private static double size(NDArray array) {
    return array.norm().toType(DataType.FLOAT64, false).getDouble();
  }

  @Test
  void whatHasNoClosedFormHasNoProgram() {
    LikelihoodSpec bernoulli = new BernoulliLikelihoodSpec();
    VaeSpec vae = new VaeSpec();
    VaeSpec learned =
        new VaeSpec(
            2,
            false,
            new FcEncoderSpec(),
            new FcDecoderSpec(),
            new ExpScale(),
            new PriorSpec.Learned(),
            false);
    LossSpec several = new LossSpec(bernoulli, new Elbo(1, new NoWarmUp(), 0, 2, KlForm.EXACT, 1));
    LossSpec free = new LossSpec(bernoulli, new Elbo(1, new NoWarmUp(), 1, 1, KlForm.EXACT, 1));
    LossSpec fitted =
        new LossSpec(
            new GaussianLikelihoodSpec(new OptimalSigma(), MeanActivation.SIGMOID), new Elbo());

    assertThat(
            Stream.of(
                vae.create(GREY, CLASSES, several),
                vae.create(GREY, CLASSES, free),
                vae.create(GREY, CLASSES, fitted),
                learned.create(GREY, CLASSES, new LossSpec())))
        .allMatch(learner -> learner.program().isEmpty());
    assertThat(vae.create(GREY, CLASSES, new LossSpec()).program()).isPresent();
  }
}
