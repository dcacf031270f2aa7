package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ImageShape;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.objective.VaeOutput;

/**
 * A variational autoencoder, conditional where it has classes: encoder, one sample, decoder.
 *
 * <p>As a DJL block it takes images {@code (B, C, H, W)} and, where conditional, one-hot labels
 * {@code (B, K)}, and returns the named arrays of {@link VaeOutput#toList}. The sample comes from
 * the engine's random stream.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014; with the label on both
 * sides: Kingma et al., Semi-supervised Learning with Deep Generative Models, 2014, section 2 (M2).
 */
public final class Vae extends AbstractBlock {
  private final Encoder encoder;
  private final Decoder decoder;
  private final Likelihood likelihood;
  private final ImageShape image;
  private final int classes;
  private final int latent;

  Vae(
      Encoder encoder,
      Decoder decoder,
      Likelihood likelihood,
      ImageShape image,
      int classes,
      int latent) {
    this.encoder = addChildBlock("encoder", encoder);
    this.decoder = addChildBlock("decoder", decoder);
    this.likelihood = likelihood;
    this.image = image;
    this.classes = classes;
    this.latent = latent;
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

  /**
   * The posterior of each image.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; null where unconditional
   * @return q, over {@code (B, Z)}
   */
  public DiagonalGaussian encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels) {
    return encoder.encode(parameterStore, images, labels, false);
  }

  /**
   * The distribution over images for each latent code.
   *
   * @param parameterStore where the weights are
   * @param z shape {@code (B, Z)}
   * @param labels one-hot, shape {@code (B, K)}; null where unconditional
   * @return p, over {@code (B, C, H, W)}
   */
  public Distribution decode(ParameterStore parameterStore, NDArray z, @Nullable NDArray labels) {
    return likelihood.create(decoder.decode(parameterStore, z, labels, false));
  }

  /**
   * Encodes, samples and decodes.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; null where unconditional
   * @param training whether this is a step of training
   * @return the distributions and the sample between them
   */
  public VaeOutput forward(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, boolean training) {
    NDList inputs = Conditioning.inputs(images, labels);
    return VaeOutput.fromList(forward(parameterStore, inputs, training, null), likelihood);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray labels = Conditioning.labels(inputs, classes);
    DiagonalGaussian posterior = encoder.encode(parameterStore, inputs.head(), labels, training);
    NDArray z = posterior.sample();
    return VaeOutput.toList(posterior, z, decoder.decode(parameterStore, z, labels, training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    long batch = inputShapes[0].get(0);
    Shape code = new Shape(batch, latent);
    Shape output = decoder.getOutputShapes(new Shape[] {code})[0];
    return new Shape[] {code, code, code, output};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape code = new Shape(inputShapes[0].get(0), latent);
    encoder.initialize(manager, dataType, inputShapes);
    decoder.initialize(
        manager, dataType, conditional() ? new Shape[] {code, inputShapes[1]} : new Shape[] {code});
  }
}
