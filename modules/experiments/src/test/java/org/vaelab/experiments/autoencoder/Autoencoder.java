package org.vaelab.experiments.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Reconstructing;

/** Images {@code (B, C, H, W)} to codes {@code (B, Z)} and back, with layers of DJL's own. */
public final class Autoencoder extends AbstractBlock implements Encoding, Decoding, Reconstructing {
  /** Of codes that have no spread, as a log-variance. */
  private static final float POINT = -60;

  private final ImageShape image;
  private final int latent;
  private final Linear encoder;
  private final Linear decoder;

  Autoencoder(ImageShape image, int latent) {
    this.image = image;
    this.latent = latent;
    encoder = addChildBlock("encoder", Linear.builder().setUnits(latent).build());
    decoder = addChildBlock("decoder", Linear.builder().setUnits(image.size()).build());
  }

  void initialize(NDManager manager) {
    initialize(manager, DataType.FLOAT32, image.batch(1));
  }

  @Override
  public Distribution encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels) {
    NDArray code = code(parameterStore, images);
    return new DiagonalGaussian(code, code.zerosLike().add(POINT));
  }

  @Override
  public Distribution decode(ParameterStore parameterStore, NDArray z, @Nullable NDArray labels) {
    NDArray pixels = decoder.forward(parameterStore, new NDList(z), false).singletonOrThrow();
    NDArray images = pixels.reshape(image.batch(z.getShape().get(0)));
    return new DiagonalGaussian(images, images.zerosLike());
  }

  @Override
  public Distribution reconstruct(
      ParameterStore parameterStore,
      NDArray images,
      @Nullable NDArray labels,
      Representative code) {
    return decode(parameterStore, code(parameterStore, images), labels);
  }

  private NDArray code(ParameterStore parameterStore, NDArray images) {
    NDArray flat = images.reshape(images.getShape().get(0), image.size());
    return encoder.forward(parameterStore, new NDList(flat), false).singletonOrThrow();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    return new NDList(decode(parameterStore, code(parameterStore, inputs.head()), null).mean());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    encoder.initialize(manager, dataType, new Shape(1, image.size()));
    decoder.initialize(manager, dataType, new Shape(1, latent));
  }
}
