package org.vaelab.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.vae.VaeSpec;

class TrainedModelTest {
  private static final ImageShape GREY = new ImageShape(1, 8, 6);
  private static final ImageShape COLOUR = new ImageShape(3, 32, 32);
  private static final int[] NONE = {};

  private static final VaeSpec VAE =
      new VaeSpec(3, false, new FcEncoderSpec(), new FcDecoderSpec());
  private static final VaeSpec CVAE =
      new VaeSpec(2, true, new FcEncoderSpec(), new FcDecoderSpec());
  private static final VaeSpec CONVOLUTIONAL =
      new VaeSpec(4, false, CnnEncoderSpec.cnn3(), CnnDecoderSpec.cnn3());
  private static final LikelihoodSpec BERNOULLI = new BernoulliLikelihoodSpec();
  private static final LikelihoodSpec GAUSSIAN =
      new GaussianLikelihoodSpec(new FixedSigma(0.5), MeanActivation.IDENTITY);

  @TempDir private Path folder;

  private static ModelDescription description(
      ModelSpec model, LikelihoodSpec likelihood, ImageShape image, PixelScale scale) {
    Transform transform = scale.equals(PixelScale.UNIT) ? Transform.UNIT : Transform.STANDARDIZE;
    return new ModelDescription(
        "1", "2", model, likelihood, image, List.of("a", "b", "c"), transform, scale);
  }

  /** A file of first weights, opened again. */
  private TrainedModel written(ModelDescription description) {
    Path file = folder.resolve("model.safetensors");
    ComputeEngine engine = ComputeEngine.start();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      engine.seed(5);
      Learner learner = description.create();
      learner.initialize(manager);
      ModelFile.write(learner.block(), description, ModelWords.ALL, file);
    }
    return open(file);
  }

  private static TrainedModel open(Path path) {
    return TrainedModel.open(path, DeviceChoice.parse("cpu"), ModelWords.ALL);
  }

  private static float[][] noise(int rows, int size) {
    Random random = new Random(rows);
    float[][] images = new float[rows][size];
    for (float[] image : images) {
      for (int i = 0; i < size; i++) {
        image[i] = random.nextFloat();
      }
    }
    return images;
  }

  @Test
  void theFileAloneIsEnough() {
    for (ModelDescription description :
        List.of(
            description(VAE, BERNOULLI, GREY, PixelScale.UNIT),
            description(CVAE, GAUSSIAN, GREY, new PixelScale(0.3, 0.7)),
            description(CONVOLUTIONAL, GAUSSIAN, COLOUR, PixelScale.UNIT),
            description(new ClassifierSpec(), BERNOULLI, GREY, PixelScale.UNIT))) {
      try (TrainedModel model = written(description);
          TrainedModel again = open(folder)) {
        assertThat(model.description()).isEqualTo(description);
        assertThat(again.description()).isEqualTo(description);
      }
    }
  }

  @Test
  void answersAreTheNetworks() {
    PixelScale scale = new PixelScale(0.3, 0.7);
    try (TrainedModel model = written(description(CVAE, GAUSSIAN, GREY, scale));
        NDManager scratch = model.manager().newSubManager()) {
      float[][] images = noise(2, GREY.size());
      ParameterStore weights = new ParameterStore(scratch, false);
      float[] seen = new float[2 * GREY.size()];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = (float) ((images[i / GREY.size()][i % GREY.size()] - 0.3) / 0.7);
      }
      NDArray x = scratch.create(seen, GREY.batch(2));
      NDArray labels = scratch.create(new float[][] {{0, 0, 1}, {1, 0, 0}});
      NDArray means = model.network(Encoding.class).encode(weights, x, labels).mean();
      NDArray pixels = model.network(Decoding.class).decode(weights, means, labels).mean();

      float[][] codes = model.encode(images, new int[] {2, 0});
      assertThat(codes[1]).containsExactly(means.get(1).toFloatArray(), within(1e-6f));
      float[] expected = pixels.get(1).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = expected[i] * 0.7f + 0.3f;
      }
      assertThat(model.decode(codes, new int[] {2, 0})[1]).containsExactly(expected, within(1e-5f));
      assertThat(model.reconstruct(images, new int[] {2, 0})[1])
          .containsExactly(expected, within(1e-5f));
      assertThat(model.encode(images, new int[] {2, 1})[1]).isNotEqualTo(codes[1]);
    }
  }

  /** By hand: densities of Gaussians of known mean and deviation. */
  @Test
  void densitiesAreInNats() {
    try (TrainedModel model = written(description(VAE, GAUSSIAN, GREY, PixelScale.UNIT))) {
      float[][] images = noise(3, GREY.size());
      float[][] codes = noise(3, 3);
      float[] mean = model.decode(codes, NONE)[2];
      double expected = 0;
      for (int i = 0; i < mean.length; i++) {
        double distance = (images[2][i] - mean[i]) / 0.5;
        expected -= 0.5 * distance * distance + Math.log(0.5) + 0.5 * Math.log(2 * Math.PI);
      }
      double prior = 0;
      for (float z : codes[2]) {
        prior -= 0.5 * z * z + 0.5 * Math.log(2 * Math.PI);
      }

      assertThat(model.logLikelihood(images, codes, NONE)[2]).isCloseTo(expected, within(1e-3));
      assertThat(model.logPrior(codes, NONE)[2]).isCloseTo(prior, within(1e-5));
      float[][] means = model.encode(images, NONE);
      assertThat(model.logPosterior(images, means, NONE)[2])
          .isGreaterThan(model.logPosterior(images, codes, NONE)[2]);
      float[][] fewer = Arrays.copyOf(codes, codes.length - 1);
      String said = codes.length + " images need as many codes, not " + fewer.length;
      assertThatThrownBy(() -> model.logLikelihood(images, fewer, NONE)).hasMessage(said);
      assertThatThrownBy(() -> model.logPosterior(images, fewer, NONE)).hasMessage(said);
    }
  }

  @Test
  void drawsDependOnTheirSeedAlone() {
    try (TrainedModel model = written(description(CVAE, BERNOULLI, GREY, PixelScale.UNIT))) {
      int[] classes = {0, 1, 2};
      float[][] first = model.sample(classes, 7);

      model.drawNoise(10, 1);
      assertThat(model.sample(classes, 7)).isDeepEqualTo(first);
      assertThat(model.sample(classes, 8)[0]).isNotEqualTo(first[0]);
      assertThat(model.drawPrior(classes, 7)).isDeepEqualTo(model.drawNoise(3, 7));
      float[][] images = noise(3, GREY.size());
      assertThat(model.drawPosterior(images, classes, 1))
          .isDeepEqualTo(model.drawPosterior(images, classes, 1));
      assertThatThrownBy(() -> model.sample(3, 7)).hasMessageContaining("class of each image");
    }
  }

  /** Bytes become what their numbers would have been, more of them than go through at once. */
  @Test
  void imagesMayStayBytes() {
    for (Transform transform : Transform.values()) {
      PixelScale scale =
          transform == Transform.STANDARDIZE ? new PixelScale(0.3, 0.7) : PixelScale.UNIT;
      ModelDescription description =
          new ModelDescription(
              "1", "2", CVAE, GAUSSIAN, GREY, List.of("a", "b", "c"), transform, scale);
      byte[] pixels = new byte[1200 * GREY.size()];
      new Random(1).nextBytes(pixels);
      float[][] numbers = new float[1200][GREY.size()];
      for (int i = 0; i < pixels.length; i++) {
        numbers[i / GREY.size()][i % GREY.size()] = (pixels[i] & 0xff) / 255f;
      }
      int[] classes = new Random(2).ints(1200, 0, 3).toArray();
      try (TrainedModel model = written(description);
          NDManager scratch = model.manager().newSubManager()) {
        NDArray bytes = scratch.create(ByteBuffer.wrap(pixels), GREY.batch(1200), DataType.UINT8);
        Posteriors expected = model.posteriors(numbers, classes);
        Posteriors found = model.posteriors(bytes, classes);

        assertThat(found.means()).hasNumberOfRows(1200);
        for (int i = 0; i < 1200; i++) {
          assertThat(found.means()[i])
              .as(transform + " " + i)
              .containsExactly(expected.means()[i], within(1e-5f));
          assertThat(found.deviations()[i])
              .containsExactly(expected.deviations()[i], within(1e-5f));
        }
        assertThat(model.drawPosterior(bytes, classes, 3)[1100])
            .containsExactly(model.drawPosterior(numbers, classes, 3)[1100], within(1e-4f));
        NDArray other = bytes.reshape(1200, 1, GREY.width(), GREY.height());
        assertThatThrownBy(() -> model.posteriors(other, classes))
            .hasMessageContaining("not uint8");
      }
    }
  }

  /** More rows than go through the network together. */
  @Test
  void anyNumberOfRows() {
    try (TrainedModel model = written(description(VAE, BERNOULLI, GREY, PixelScale.UNIT))) {
      float[][] codes = noise(2500, 3);
      float[][] all = model.decode(codes, NONE);

      assertThat(all).hasNumberOfRows(2500);
      assertThat(model.decode(new float[][] {codes[2400]}, NONE)[0])
          .containsExactly(all[2400], within(1e-6f));
      assertThat(model.decode(new float[0][], NONE)).isEmpty();
    }
  }

  @Test
  void threadsShareAModel() throws Exception {
    try (TrainedModel model = written(description(CVAE, BERNOULLI, GREY, PixelScale.UNIT))) {
      List<float[][]> alone = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        alone.add(answer(model, i));
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<float[][]>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          int seed = i;
          calls.add(() -> answer(model, seed));
        }
        List<Future<float[][]>> answers = threads.invokeAll(calls);
        for (int i = 0; i < 40; i++) {
          assertThat(answers.get(i).get()).isDeepEqualTo(alone.get(i));
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(model.manager().getManagedArrays().size())
          .as("arrays besides the weights")
          .isEqualTo(model.network(ai.djl.nn.Block.class).getParameters().size());
    }
  }

  private static float[][] answer(TrainedModel model, int seed) {
    int[] classes = new int[20];
    Arrays.setAll(classes, i -> (i + seed) % 3);
    return model.reconstruct(model.sample(classes, seed), classes);
  }

  @Test
  void aClassifierClassifiesAndNothingElse() {
    try (TrainedModel model =
        written(description(new ClassifierSpec(), BERNOULLI, GREY, PixelScale.UNIT))) {
      float[] probabilities = model.classify(noise(1, GREY.size()))[0];

      assertThat(probabilities).hasSize(3);
      assertThat(probabilities[0] + probabilities[1] + probabilities[2])
          .isCloseTo(1, within(1e-5f));
      assertThatThrownBy(() -> model.sample(1, 0))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("a classifier has no Sampling");
    }
  }

  @Test
  void wrongArraysAreRefused() {
    try (TrainedModel model = written(description(CVAE, BERNOULLI, GREY, PixelScale.UNIT))) {
      assertThatThrownBy(() -> model.encode(noise(1, 47), new int[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images have 48 pixels, not 47");
      assertThatThrownBy(() -> model.decode(noise(1, 3), new int[1]))
          .hasMessage("codes have 2 numbers, not 3");
      assertThatThrownBy(() -> model.decode(noise(2, 2), new int[1]))
          .hasMessage("2 rows need as many classes, not 1");
      assertThatThrownBy(() -> model.sample(new int[] {3}, 0))
          .hasMessage("classes are from 0 to 2, not 3");
    }
  }

  @Test
  void picturesAreGreyOrInColour() {
    try (TrainedModel grey = written(description(VAE, BERNOULLI, GREY, PixelScale.UNIT))) {
      float[] image = new float[GREY.size()];
      image[6 + 2] = 1.2f;
      image[6 + 3] = 0.5f;
      BufferedImage picture = grey.picture(image);
      assertThat(picture.getWidth()).isEqualTo(6);
      assertThat(picture.getRaster().getSample(2, 1, 0)).isEqualTo(255);
      assertThat(picture.getRaster().getSample(3, 1, 0)).isEqualTo(128);
      assertThat(picture.getRaster().getSample(0, 0, 0)).isZero();
    }
    try (TrainedModel colour =
        written(description(CONVOLUTIONAL, GAUSSIAN, COLOUR, PixelScale.UNIT))) {
      float[] image = new float[COLOUR.size()];
      image[1024 + 32 + 2] = 1;
      assertThat(colour.picture(image).getRGB(2, 1)).isEqualTo(0xff00ff00);
    }
  }

  /** A Java team that uses a model gets no program with it. */
  @Test
  void nothingOfTheProgramIsNeeded() {
    for (String name :
        List.of("picocli.CommandLine", "org.knowm.xchart.XYChart", "org.jline.terminal.Terminal")) {
      assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }
}
