package org.vaelab.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.engine.Scalars;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Classifying;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.Reconstructing;
import org.vaelab.models.family.Sampling;
import org.vaelab.training.checkpoint.Weights;

/**
 * A trained model in use, with plain Java arrays in and out.
 *
 * <pre>{@code
 * try (TrainedModel model = TrainedModel.open(Path.of("runs/mnist-cvae"))) {
 *   float[][] images = model.sample(new int[] {7, 7, 7}, 0);
 *   ImageIO.write(model.picture(images[0]), "png", new File("seven.png"));
 * }
 * }</pre>
 *
 * <p>An image is {@code C * H * W} pixels in [0, 1], channel by channel and row by row; a model may
 * leave that range. Classes are numbers from 0; an unconditional model takes no notice of them, and
 * an empty array stands for none. Methods may be called from several threads at once, with the same
 * results; what is drawn depends on its seed alone. A method that the model lacks the {@link
 * Ability} for throws {@link UnsupportedOperationException}, and arrays of the wrong length {@link
 * IllegalArgumentException}.
 */
public final class TrainedModel implements AutoCloseable {
  private static final int BATCH = 1000;

  /** The engine's random stream is one for the whole process. */
  private static final Object RANDOM = new Object();

  private final ComputeEngine engine;
  private final NDManager manager;
  private final ModelDescription description;
  private final Block network;
  private final Runnable closing;

  private TrainedModel(
      ComputeEngine engine,
      NDManager manager,
      ModelDescription description,
      Block network,
      Runnable closing) {
    this.engine = engine;
    this.manager = manager;
    this.description = description;
    this.network = network;
    this.closing = closing;
  }

  /**
   * A model whose weights belong to somebody else, as in the middle of a training; closing it
   * closes nothing.
   *
   * @param engine whose random stream is used
   * @param manager the weights'
   * @param description what the weights belong to
   * @param network with its weights
   * @return a view of the network
   */
  public static TrainedModel of(
      ComputeEngine engine, NDManager manager, ModelDescription description, Block network) {
    return new TrainedModel(engine, manager, description, network, () -> {});
  }

  /**
   * Opens a model of built-in words, on CUDA where it works and else on the CPU.
   *
   * @param model the folder of a run, or a {@code model.safetensors}
   * @return to be closed
   * @throws InputException when there is no model, or it cannot be read
   */
  public static TrainedModel open(Path model) {
    return open(model, DeviceChoice.AUTO, ModelWords.ALL);
  }

  /**
   * Opens a model.
   *
   * @param model the folder of a run, or a {@code model.safetensors}
   * @param device where it will be
   * @param vocabulary the words that its description may use
   * @return to be closed
   * @throws InputException when there is no model, it cannot be read, or the device cannot be used
   */
  public static TrainedModel open(Path model, DeviceChoice device, Vocabulary vocabulary) {
    Path file = Files.isDirectory(model) ? model.resolve(ModelFile.NAME) : model;
    if (!Files.exists(file)) {
      throw new InputException(
          model
              + (Files.isDirectory(model)
                  ? " has no model.safetensors: its run did not end; resume it."
                  : " does not exist."));
    }
    ModelDescription description = ModelFile.describe(file, vocabulary);
    ComputeEngine engine = ComputeEngine.start(device);
    NDManager manager = engine.newManager(engine.device(device));
    try {
      Learner learner = description.create();
      synchronized (RANDOM) {
        learner.initialize(manager);
      }
      Weights.load(learner.block(), file);
      return new TrainedModel(engine, manager, description, learner.block(), manager::close);
    } catch (RuntimeException | Error failure) {
      manager.close();
      throw failure;
    }
  }

  /**
   * What the weights belong to.
   *
   * @return the model, the shape of its images, the names of its classes
   */
  public ModelDescription description() {
    return description;
  }

  /**
   * The network itself, for what this class does not offer.
   *
   * @param ability an interface of {@code org.vaelab.models.family}
   * @param <T> the ability
   * @return the network
   * @throws UnsupportedOperationException when it does not implement that
   */
  public <T> T network(Class<T> ability) {
    if (!ability.isInstance(network)) {
      String kind = Words.a(description.model().kind());
      throw new UnsupportedOperationException(kind + " has no " + ability.getSimpleName());
    }
    return ability.cast(network);
  }

  /**
   * The manager of the weights, for what this class does not offer.
   *
   * @return closed with the model
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * The means of the posteriors q(z|x).
   *
   * @param images N of them
   * @param classes of the images
   * @return N codes of Z numbers
   */
  public float[][] encode(float[][] images, int[] classes) {
    Encoding encoder = network(Encoding.class);
    Rows rows = rows(images.length, classes);
    return rows.map(
        part -> encoder.encode(part.weights(), images(part, images), part.labels()).mean());
  }

  /**
   * The posteriors q(z|x), means and deviations.
   *
   * @param images N of them
   * @param classes of the images
   * @return N of each
   */
  public Posteriors posteriors(float[][] images, int[] classes) {
    return posteriors(rows(images.length, classes), part -> images(part, images));
  }

  /**
   * The posteriors q(z|x) of many images, which stay bytes until they are needed.
   *
   * @param bytes uint8, 0 to 255, shape {@code (N, C, H, W)}
   * @param classes of the images
   * @return N means and N deviations
   */
  public Posteriors posteriors(NDArray bytes, int[] classes) {
    return posteriors(rows(count(bytes), classes), part -> images(part, bytes));
  }

  private Posteriors posteriors(Rows rows, Rows.Function images) {
    Encoding encoder = network(Encoding.class);
    float[][] both =
        rows.map(
            part -> {
              Distribution posterior =
                  encoder.encode(part.weights(), images.apply(part), part.labels());
              return posterior instanceof DiagonalGaussian gaussian
                  ? gaussian.mean().concat(gaussian.standardDeviation(), 1)
                  : posterior.mean();
            });
    int latent = description.model().latent();
    boolean gaussian = both.length > 0 && both[0].length == 2 * latent;
    return new Posteriors(
        Rows.columns(both, 0, latent),
        gaussian ? Rows.columns(both, latent, 2 * latent) : new float[0][]);
  }

  /**
   * One draw of each posterior q(z|x).
   *
   * @param images N of them
   * @param classes of the images
   * @param seed of the draws
   * @return N codes of Z numbers
   */
  public float[][] drawPosterior(float[][] images, int[] classes, long seed) {
    return drawPosterior(rows(images.length, classes), part -> images(part, images), seed);
  }

  /**
   * One draw of each posterior q(z|x) of many images, which stay bytes until they are needed.
   *
   * @param bytes uint8, 0 to 255, shape {@code (N, C, H, W)}
   * @param classes of the images
   * @param seed of the draws
   * @return N codes of Z numbers
   */
  public float[][] drawPosterior(NDArray bytes, int[] classes, long seed) {
    return drawPosterior(rows(count(bytes), classes), part -> images(part, bytes), seed);
  }

  private float[][] drawPosterior(Rows rows, Rows.Function images, long seed) {
    Encoding encoder = network(Encoding.class);
    return drawn(
        seed,
        rows,
        part -> encoder.encode(part.weights(), images.apply(part), part.labels()).sample());
  }

  /**
   * Draws of the prior p(z), or p(z|y), one for each class.
   *
   * @param classes N of them
   * @param seed of the draws; where the prior depends on the class, the same seed gives the same
   *     noise
   * @return N codes of Z numbers
   */
  public float[][] drawPrior(int[] classes, long seed) {
    return drawPrior(classes, seed, 1);
  }

  /**
   * Draws of the prior, nearer to its mean or farther from it.
   *
   * @param classes N of them
   * @param seed of the draws
   * @param temperature what deviations from the mean are multiplied by; 1 for the prior itself
   * @return N codes of Z numbers
   */
  public float[][] drawPrior(int[] classes, long seed, double temperature) {
    Sampling prior = network(Sampling.class);
    Rows rows = new Rows(manager, classes.length, oneHot(classes), classes.length);
    return drawn(
        seed,
        rows,
        part -> {
          Distribution codes =
              prior.prior(part.weights(), part.scratch(), part.size(), part.labels());
          NDArray draws = codes.sample();
          if (temperature == 1) {
            return draws;
          }
          NDArray mean = codes.mean();
          return mean.add(draws.sub(mean).mul(Scalars.like(draws, temperature)));
        });
  }

  /**
   * Draws of N(0, I), whatever the model's prior is.
   *
   * @param count N
   * @param seed of the draws
   * @return N codes of Z numbers
   */
  public float[][] drawNoise(int count, long seed) {
    Shape shape = new Shape(count, description.model().latent());
    Rows rows = new Rows(manager, count, Rows.UNLABELLED, count);
    return drawn(seed, rows, part -> part.scratch().randomNormal(0f, 1f, shape, DataType.FLOAT32));
  }

  /**
   * The images of codes: the means of p(x|z).
   *
   * @param codes N codes of Z numbers
   * @param classes of the codes
   * @return N images
   */
  public float[][] decode(float[][] codes, int[] classes) {
    Decoding decoder = network(Decoding.class);
    Rows rows = rows(codes.length, classes);
    return toUnit(
        rows.map(part -> decoder.decode(part.weights(), codes(part, codes), part.labels()).mean()));
  }

  /**
   * The images of codes under mixed labels, such as half a 3 and half an 8.
   *
   * @param codes N codes of Z numbers
   * @param labels N rows of K weights, which a one-hot label generalises
   * @return N images
   */
  public float[][] decodeMixed(float[][] codes, float[][] labels) {
    Decoding decoder = network(Decoding.class);
    int all = description.classNames().size();
    require(labels.length == codes.length, codes.length + " codes need as many labels");
    for (float[] each : labels) {
      require(each.length == all, "labels have " + all + " numbers, not " + each.length);
    }
    return toUnit(
        new Rows(manager, codes.length, labels, BATCH)
            .map(part -> decoder.decode(part.weights(), codes(part, codes), part.labels()).mean()));
  }

  /**
   * New images: the decoder's means from draws of the prior.
   *
   * @param classes of each image
   * @param seed of the draws
   * @return an image for each class
   */
  public float[][] sample(int[] classes, long seed) {
    return decode(drawPrior(classes, seed), classes);
  }

  /**
   * New images of an unconditional model.
   *
   * @param count N
   * @param seed of the draws
   * @return N images
   * @throws IllegalArgumentException when the model needs classes
   */
  public float[][] sample(int count, long seed) {
    require(!description.model().conditional(), "this model needs the class of each image");
    return sample(new int[count], seed);
  }

  /**
   * What the model makes of images: decoded posterior means.
   *
   * @param images N of them
   * @param classes of the images
   * @return N images
   */
  public float[][] reconstruct(float[][] images, int[] classes) {
    Reconstructing both = network(Reconstructing.class);
    Rows rows = rows(images.length, classes);
    return toUnit(
        rows.map(
            part ->
                both.reconstruct(
                        part.weights(), images(part, images), part.labels(), Representative.MEAN)
                    .mean()));
  }

  /**
   * The probability of each class, p(y|x).
   *
   * @param images N of them
   * @return N rows of K numbers
   */
  public float[][] classify(float[][] images) {
    Classifying classifier = network(Classifying.class);
    Rows rows = new Rows(manager, images.length, Rows.UNLABELLED, BATCH);
    return rows.map(part -> classifier.classify(part.weights(), images(part, images)).mean());
  }

  /**
   * What a classifier's last layer reads of images.
   *
   * @param images N of them
   * @return N rows of F numbers
   */
  public float[][] features(float[][] images) {
    Classifying classifier = network(Classifying.class);
    Rows rows = new Rows(manager, images.length, Rows.UNLABELLED, BATCH);
    return rows.map(part -> classifier.features(part.weights(), images(part, images)));
  }

  /**
   * The log densities of images under the codes, log p(x|z); of pixels as the model sees them.
   *
   * @param images N of them
   * @param codes N codes of Z numbers
   * @param classes of the images
   * @return N numbers, in nats
   */
  public double[] logLikelihood(float[][] images, float[][] codes, int[] classes) {
    requireAsMany(images, codes);
    Decoding decoder = network(Decoding.class);
    return densities(
        rows(images.length, classes),
        part -> decoder.decode(part.weights(), codes(part, codes), part.labels()),
        part -> images(part, images));
  }

  /**
   * The log densities of codes under the prior, log p(z).
   *
   * @param codes N codes of Z numbers
   * @param classes of the codes
   * @return N numbers, in nats
   */
  public double[] logPrior(float[][] codes, int[] classes) {
    Sampling prior = network(Sampling.class);
    return densities(
        rows(codes.length, classes),
        part -> prior.prior(part.weights(), part.scratch(), part.size(), part.labels()),
        part -> codes(part, codes));
  }

  /**
   * The log densities of codes under the posteriors of images, log q(z|x).
   *
   * @param images N of them
   * @param codes N codes of Z numbers
   * @param classes of the images
   * @return N numbers, in nats
   */
  public double[] logPosterior(float[][] images, float[][] codes, int[] classes) {
    requireAsMany(images, codes);
    Encoding encoder = network(Encoding.class);
    return densities(
        rows(images.length, classes),
        part -> encoder.encode(part.weights(), images(part, images), part.labels()),
        part -> codes(part, codes));
  }

  /**
   * An image as a picture: grey for one channel, colours for three.
   *
   * @param image pixels; below 0 is black, above 1 white
   * @return one pixel for each
   * @throws IllegalArgumentException when it has another number of channels
   */
  public BufferedImage picture(float[] image) {
    return PixelPicture.of(image, description.image());
  }

  @Override
  public void close() {
    closing.run();
  }

  private float[][] drawn(long seed, Rows rows, Rows.Function draw) {
    return seeded(seed, () -> rows.map(draw));
  }

  /** What {@code draw} gives with the engine's random stream at the start of {@code seed}. */
  <T> T seeded(long seed, Supplier<T> draw) {
    synchronized (RANDOM) {
      engine.seed(seed);
      return draw.get();
    }
  }

  private static double[] densities(
      Rows rows, Function<Rows.Part, Distribution> of, Rows.Function at) {
    float[][] values = rows.map(part -> of.apply(part).logProbability(at.apply(part)));
    return Arrays.stream(values).mapToDouble(value -> value[0]).toArray();
  }

  private Rows rows(int count, int[] classes) {
    require(
        !description.model().conditional() || classes.length == count,
        count + " rows need as many classes, not " + classes.length);
    return new Rows(
        manager, count, classes.length == count ? oneHot(classes) : Rows.UNLABELLED, BATCH);
  }

  private float[][] oneHot(int[] classes) {
    int all = description.classNames().size();
    float[][] labels = new float[classes.length][all];
    for (int i = 0; i < classes.length; i++) {
      int each = classes[i];
      require(each >= 0 && each < all, "classes are from 0 to " + (all - 1) + ", not " + each);
      labels[i][each] = 1;
    }
    return labels;
  }

  private NDArray images(Rows.Part part, float[][] images) {
    float[][] seen = new float[part.size()][];
    int size = description.image().size();
    for (int i = 0; i < seen.length; i++) {
      float[] image = images[part.from() + i];
      require(image.length == size, "images have " + size + " pixels, not " + image.length);
      seen[i] = description.seen(image);
    }
    return part.scratch().create(seen).reshape(description.image().batch(seen.length));
  }

  private NDArray images(Rows.Part part, NDArray bytes) {
    NDArray some = bytes.get(part.scratch(), new NDIndex(part.from() + ":" + part.to()));
    return description.seen(some.toDevice(part.scratch().getDevice(), false));
  }

  private int count(NDArray bytes) {
    Shape shape = bytes.getShape();
    boolean fits = bytes.getDataType() == DataType.UINT8 && shape.dimension() == 4;
    require(
        fits && shape.slice(1).equals(description.image().batch(1).slice(1)),
        "images are uint8 of " + description.image() + ", not " + bytes.getDataType() + shape);
    return Math.toIntExact(shape.get(0));
  }

  private NDArray codes(Rows.Part part, float[][] codes) {
    int size = description.model().latent();
    float[][] rows = Arrays.copyOfRange(codes, part.from(), part.to());
    for (float[] code : rows) {
      require(code.length == size, "codes have " + size + " numbers, not " + code.length);
    }
    return part.scratch().create(rows);
  }

  /** Pixels as the model sees them as pixels around [0, 1], in place. */
  float[][] toUnit(float[][] images) {
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = description.scale().toUnit(image[i]);
      }
    }
    return images;
  }

  private static void requireAsMany(float[][] images, float[][] codes) {
    require(
        images.length == codes.length,
        images.length + " images need as many codes, not " + codes.length);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
