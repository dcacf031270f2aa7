package org.vaelab.models.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.losses.objective.LatentLayer;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.models.family.LikelihoodModel;
import org.vaelab.models.family.Reconstructing;
import org.vaelab.models.family.Sampling;
import org.vaelab.models.network.Decoder;
import org.vaelab.models.network.Encoder;
import org.vaelab.models.network.LabelInput;
import org.vaelab.models.outline.Outline;
import org.vaelab.models.outline.PriorOutline;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.parameter.Tape;

/**
 * A variational autoencoder, conditional where it has classes: encoder, one sample, decoder.
 *
 * <p>As a DJL block it takes images {@code (B, C, H, W)} and, where conditional, one-hot labels
 * {@code (B, K)}, draws one sample for each image and returns {@link VaeOutput#toList}. Samples
 * come from the engine's random stream.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014; with the label on both
 * sides: Kingma et al., Semi-supervised Learning with Deep Generative Models, 2014, section 2 (M2).
 */
public final class Vae extends AbstractBlock
    implements Encoding, Decoding, Sampling, Reconstructing, LikelihoodModel, LatentDivergence {
  private final Encoder encoder;
  private final Prior prior;
  private final Decoder decoder;
  private final Likelihood likelihood;
  private final Block priorBlock;
  private final Block likelihoodBlock;
  private final ImageShape image;
  private final int classes;
  private final int latent;
  private final boolean detached;

  Vae(
      Encoder encoder,
      Prior prior,
      Decoder decoder,
      Likelihood likelihood,
      ImageShape image,
      int classes,
      int latent,
      boolean detached) {
    this.encoder = addChildBlock("encoder", encoder);
    this.decoder = addChildBlock("decoder", decoder);
    this.prior = prior;
    this.likelihood = likelihood;
    this.priorBlock = addChildBlock("prior", prior.block());
    this.likelihoodBlock = addChildBlock("likelihood", likelihood.block());
    this.image = image;
    this.classes = classes;
    this.latent = latent;
    this.detached = detached;
  }

  /**
   * Whether the network takes labels.
   *
   * @return true for a CVAE
   */
  public boolean conditional() {
    return classes > 0;
  }

  /**
   * The size of the latent code.
   *
   * @return Z
   */
  public int latent() {
    return latent;
  }

  @Override
  public Likelihood likelihood() {
    return likelihood;
  }

  /**
   * Draws the initial weights from the engine's random stream.
   *
   * @param manager owns the weights from now on
   */
  public void initialize(NDManager manager) {
    Shape images = image.batch(1);
    Shape[] shapes =
        conditional() ? new Shape[] {images, new Shape(1, classes)} : new Shape[] {images};
    initialize(manager, DataType.FLOAT32, shapes);
  }

  @Override
  public DiagonalGaussian encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels) {
    return encoder.encode(parameterStore, images, used(labels), false);
  }

  @Override
  public Distribution decode(ParameterStore parameterStore, NDArray z, @Nullable NDArray labels) {
    return likelihood.create(decoder.decode(parameterStore, z, used(labels), false), false);
  }

  @Override
  public Distribution prior(
      ParameterStore parameterStore, NDManager manager, long batch, @Nullable NDArray labels) {
    return prior.distribution(parameterStore, manager, batch, used(labels), false);
  }

  @Override
  public Distribution reconstruct(
      ParameterStore parameterStore,
      NDArray images,
      @Nullable NDArray labels,
      Representative code) {
    return decode(parameterStore, code.of(encode(parameterStore, images, labels)), labels);
  }

  @Override
  public NDArray divergence(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels) {
    DiagonalGaussian posterior = encode(parameterStore, images, labels);
    long batch = images.getShape().get(0);
    Distribution codes = prior(parameterStore, images.getManager(), batch, labels);
    return KullbackLeibler.perDimension(posterior, codes);
  }

  /** What the encoder learns. */
  List<NDArray> encoderParameters() {
    return NamedParameters.of(encoder).values().stream()
        .filter(Parameter::requiresGradient)
        .map(Parameter::getArray)
        .toList();
  }

  private @Nullable NDArray used(@Nullable NDArray labels) {
    return conditional() ? labels : null;
  }

  /**
   * Encodes, samples and decodes.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @param samples L, how many codes are drawn for each image
   * @param training whether this is a step of training
   * @return the distributions and the samples between them; the likelihood and z have L rows for
   *     each image, all first samples first
   */
  public VaeOutput forward(
      ParameterStore parameterStore,
      NDArray images,
      @Nullable NDArray labels,
      int samples,
      boolean training) {
    return output(parameterStore, images, used(labels), samples, training);
  }

  /** DJL's border: one sample for each image. */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray labels = LabelInput.of(inputs, classes);
    return output(parameterStore, inputs.head(), labels, 1, training).toList();
  }

  private VaeOutput output(
      ParameterStore parameterStore,
      NDArray images,
      @Nullable NDArray labels,
      int samples,
      boolean training) {
    DiagonalGaussian posterior = encoder.encode(parameterStore, images, labels, training);
    Distribution codes =
        prior.distribution(
            parameterStore, images.getManager(), images.getShape().get(0), labels, training);
    NDArray z =
        new DiagonalGaussian(
                repeat(posterior.mean(), samples), repeat(posterior.logVariance(), samples))
            .sample();
    Tape.show(parameterStore, this, "draws of z", z);
    NDArray read = detached ? z.stopGradient() : z;
    NDArray repeated = labels == null ? null : repeat(labels, samples);
    NDArray output = decoder.decode(parameterStore, read, repeated, training);
    LatentLayer layer = new LatentLayer(posterior, codes, z);
    return new VaeOutput(List.of(layer), likelihood.create(output, training), samples);
  }

  /** L copies along the batch axis, one after the other. */
  private static NDArray repeat(NDArray rows, int copies) {
    if (copies == 1) {
      return rows;
    }
    NDList list = new NDList(copies);
    for (int i = 0; i < copies; i++) {
      list.add(rows);
    }
    return NDArrays.concat(list, 0);
  }

  /** What it computes, for other programs; {@code scale} and {@code codes} are its own. */
  Outline.Autoencoder outline(Scale scale, PriorOutline codes) {
    return new Outline.Autoencoder(
        latent,
        classes,
        encoder.operations("encoder"),
        encoder.head("encoder", "mean"),
        encoder.head("encoder", scale.rawName()),
        scale,
        decoder.operations("decoder"),
        codes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long batch = inputShapes[0].get(0);
    return new Shape[] {image.batch(batch), new Shape(batch, latent)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape code = new Shape(inputShapes[0].get(0), latent);
    Shape[] codes = conditional() ? new Shape[] {code, inputShapes[1]} : new Shape[] {code};
    encoder.initialize(manager, dataType, inputShapes);
    decoder.initialize(manager, dataType, codes);
    priorBlock.initialize(manager, dataType, code);
    likelihoodBlock.initialize(manager, dataType, decoder.getOutputShapes(codes));
  }
}
