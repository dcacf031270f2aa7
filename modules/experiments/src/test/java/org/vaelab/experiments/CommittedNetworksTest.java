package org.vaelab.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.models.classifier.Classifier;
import org.vaelab.models.family.Learner;
import org.vaelab.models.network.Decoder;
import org.vaelab.models.network.Encoder;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/**
 * The networks of the committed specs of the five systems, as their files say them, against
 * PyTorch's; see modules/models/src/test/python/networks.py.
 */
class CommittedNetworksTest {
  private static final Path ROOT = Path.of(System.getProperty("vaelab.root", "../.."));
  private static final Path FOLDER = ROOT.resolve("experiments/reproduce");

  /** Spec, network of the fixture, and its Z where it is another; Z is but the width of a layer. */
  private static final String NETWORKS =
      """
      timbmg-gaussian/vae-bce,                  timbmg-vae,
      timbmg-gaussian/vae-gaussian,             timbmg-vae,
      timbmg-gaussian/vae-gaussian-published,   timbmg-vae,
      timbmg-gaussian/cvae-bce,                 timbmg-cvae,
      timbmg-gaussian/cvae-gaussian,            timbmg-cvae,
      timbmg-gaussian/cvae-gaussian-published,  timbmg-cvae,
      vae-pytorch/vae-published,                vae-pytorch-vae,
      vae-pytorch/vae-corrected,                vae-pytorch-vae,
      vae-pytorch/cvae-published,               vae-pytorch-cvae,
      vae-pytorch/cvae-corrected,               vae-pytorch-cvae,
      conditional-vae/simple-beta0,             simple-vae, 2
      conditional-vae/simple-beta12,            simple-vae,
      conditional-vae/simple-beta200,           simple-vae,
      conditional-vae/cvae-beta1-published,     conditional-vae,
      conditional-vae/cvae-beta1e-11-published, conditional-vae,
      conditional-vae/cvae-corrected,           conditional-vae,
      learning-ml/mnist-bernoulli-z2,           learning-ml-mnist-z2,
      learning-ml/mnist-bernoulli-z10,          learning-ml-mnist-z2, 2
      learning-ml/mnist-gaussian-z10,           learning-ml-mnist-z2, 2
      learning-ml/mnist-gaussian-sigma-z10,     learning-ml-mnist-z10-sigma,
      learning-ml/cifar10-gaussian-z50,         learning-ml-cifar10-z50,
      learning-ml/cifar10-gaussian-sigma-z50,   learning-ml-cifar10-z50,
      asahi417/cnn3-z2,                         asahi417-cnn3-z2,
      asahi417/cnn3-z2-published,               asahi417-cnn3-z2,
      asahi417/cnn3-z20,                        asahi417-cnn3-z20,
      asahi417/cnn3-z20-published,              asahi417-cnn3-z20,
      asahi417/cnn3_0-z2,                       asahi417-cnn3_0-z2,
      asahi417/cnn3_0-z2-published,             asahi417-cnn3_0-z2,
      asahi417/cnn2-z20,                        asahi417-cnn2-z2, 2
      asahi417/cnn2-z20-published,              asahi417-cnn2-z2, 2
      asahi417/fc3-z2,                          asahi417-fc3-z20, 20
      asahi417/fc3-z2-published,                asahi417-fc3-z20, 20
      asahi417/fc3-z20,                         asahi417-fc3-z20,
      asahi417/fc3-z20-published,               asahi417-fc3-z20,
      asahi417/vae-z2,                          asahi417-vae-z20, 20
      asahi417/vae-z2-published,                asahi417-vae-z20, 20
      asahi417/vae-z20,                         asahi417-vae-z20,
      asahi417/vae-z20-published,               asahi417-vae-z20,
      asahi417/classifier,                      asahi417-classifier,
      """;

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  private NDList fixture = new NDList();

  @BeforeEach
  void readFixture() throws IOException {
    Path file =
        ROOT.resolve("modules/models/src/test/resources/org/vaelab/models/network/networks.npz");
    try (InputStream npz = Files.newInputStream(file)) {
      fixture = NDList.decode(manager, npz);
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyCommittedSpecIsHeld() throws IOException {
    Set<String> held = new TreeSet<>();
    NETWORKS.lines().forEach(line -> held.add(line.split(",", -1)[0].strip() + ".json"));
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.map(file -> FOLDER.relativize(file).toString()))
          .filteredOn(name -> name.endsWith(".json") && !name.endsWith("readme.json"))
          .containsExactlyInAnyOrderElementsOf(held);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = NETWORKS)
  void forward(String name, String network, @Nullable Integer latent) {
    List<String> changes = latent == null ? List.of() : List.of("model.latent=" + latent);
    ExperimentSpec spec = SpecFile.read(FOLDER.resolve(name + ".json"), changes);
    Dataset dataset = spec.data().dataset();
    Learner learner =
        spec.model().create(dataset.shape(), dataset.classNames().size(), spec.loss());
    learner.initialize(manager);
    fill(learner.block());

    NDArray images = wave(1000, dataset.shape().batch(6), 0.5).add(0.5f);
    if (learner.block() instanceof Classifier classifier) {
      relative(network + "/mean", classifier.classify(weights(), images).logits());
      return;
    }
    check(network, spec, learner.block(), images, false);
    if (fixture.get(network + "/training/mean") != null) {
      check(network + "/training", spec, learner.block(), images, true);
    }
  }

  private void check(
      String name, ExperimentSpec spec, Block model, NDArray images, boolean training) {
    NDArray labels =
        spec.model().conditional()
            ? manager.create(new int[] {3, 7, 0, 9, 3, 5}).oneHot(10, DataType.FLOAT32)
            : null;
    DiagonalGaussian posterior =
        child(model, Encoder.class).encode(weights(), images, labels, training);
    relative(name + "/mean", posterior.mean());
    relative(name + "/logVariance", posterior.logVariance());
    NDArray z = wave(2000, new Shape(6, spec.model().latent()), 1);
    NDArray decoded = child(model, Decoder.class).decode(weights(), z, labels, training);
    if (spec.name().equals("asahi417-cnn2-z20")) {
      // Corrected: without the relu that was published behind the logits.
      assertThat(decoded.min().getFloat()).isNegative();
      decoded = decoded.getNDArrayInternal().relu();
    }
    if (decoded.getShape().equals(get(name + "/decoded").getShape())) {
      relative(name + "/decoded", decoded);
    } else {
      // Twice the planes, and with them other last weights.
      assertThat(spec.name()).isEqualTo("learning-ml-cifar10-gaussian-sigma-z50");
    }
  }

  private ParameterStore weights() {
    return new ParameterStore(manager, false);
  }

  private static <T extends Block> T child(Block model, Class<T> type) {
    return model.getChildren().values().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Weights by the formula of the script. */
  private void fill(Block model) {
    List<Parameter> parameters = new ArrayList<>(NamedParameters.of(model).values());
    for (int p = 0; p < parameters.size(); p++) {
      Parameter parameter = parameters.get(p);
      NDArray wave = wave(p, parameter.getArray().getShape(), scale(parameter));
      boolean aroundOne =
          Set.of(Parameter.Type.GAMMA, Parameter.Type.RUNNING_VAR).contains(parameter.getType());
      (aroundOne ? wave.add(1f) : wave).copyTo(parameter.getArray());
    }
  }

  private static double scale(Parameter parameter) {
    return switch (parameter.getType()) {
      case WEIGHT -> Math.sqrt(2.0 / parameter.getArray().getShape().slice(1).size());
      case GAMMA -> 0.2;
      case RUNNING_VAR -> 0.5;
      default -> 0.1;
    };
  }

  private NDArray wave(int p, Shape shape, double scale) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(shape.size()));
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) (scale * Math.sin((double) i * i + 78 * p)));
    }
    return manager.create(values, shape);
  }

  private NDArray get(String name) {
    return Objects.requireNonNull(fixture.get(name), name);
  }

  /** To 1e-5 of the largest value of the array. */
  private void relative(String name, NDArray actual) {
    double[] expected = get(name).toType(DataType.FLOAT64, false).toDoubleArray();
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.toType(DataType.FLOAT64, false).toDoubleArray())
        .as(name)
        .containsExactly(expected, within(1e-5 * largest));
  }
}
