package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;

/**
 * What a variational autoencoder returns for a batch of B images, with L samples of its latent
 * codes for each.
 *
 * <p>Rows of samples lie one sample after the other: the first B are the first sample of each
 * image. A log-density of each sample has the shape {@code (L, B)}.
 *
 * @param layers of latent codes, the one that is drawn first before those that follow from it; one
 *     for a plain VAE
 * @param likelihood p(x|z), over {@code (L B, C, H, W)}
 * @param samples L
 */
public record VaeOutput(List<LatentLayer> layers, Distribution likelihood, int samples) {
  /** Checks that there are L samples for each image. */
  public VaeOutput {
    layers = List.copyOf(layers);
    long rows = layers.get(0).z().getShape().get(0);
    if (samples < 1 || rows % samples != 0) {
      throw new IllegalArgumentException(
          rows + " rows of z are not " + samples + " for each image");
    }
  }

  /**
   * The output of a network with one layer of codes; L follows from the rows of z.
   *
   * @param posterior q(z|x), over {@code (B, Z)}
   * @param prior p(z), over {@code (B, Z)}
   * @param likelihood p(x|z), over {@code (L B, C, H, W)}
   * @param z the samples of the posterior that the likelihood was decoded from, {@code (L B, Z)}
   */
  public VaeOutput(Distribution posterior, Distribution prior, Distribution likelihood, NDArray z) {
    this(List.of(new LatentLayer(posterior, prior, z)), likelihood, samples(z, posterior));
  }

  private static int samples(NDArray z, Distribution posterior) {
    long rows = z.getShape().get(0);
    long batch = posterior.shape().get(0);
    if (rows % batch != 0) {
      throw new IllegalArgumentException(
          rows + " samples of z are no multiple of " + batch + " images");
    }
    return Math.toIntExact(rows / batch);
  }

  /**
   * {@code KL(q(z|x) || p(z))}, summed over layers and dimensions, averaged over samples where it
   * depends on them: in closed form where a layer has one, or else from its samples, as {@link
   * KullbackLeibler} says.
   *
   * @return nats, shape {@code (B)}
   */
  public NDArray kl() {
    return sum(
        layer ->
            layer
                .posterior()
                .divergenceFrom(layer.prior())
                .map(each -> meanOverSamples(each.sum(new int[] {1})))
                .orElseGet(() -> estimate(layer)));
  }

  /**
   * {@link #kl} of each latent dimension, layer after layer; a layer without a closed form counts
   * as one dimension.
   *
   * @return nats, shape {@code (B, D)}
   */
  public NDArray klPerDimension() {
    NDList each = new NDList(layers.size());
    for (LatentLayer layer : layers) {
      each.add(
          layer
              .posterior()
              .divergenceFrom(layer.prior())
              .map(this::meanOverSamples)
              .orElseGet(() -> estimate(layer).expandDims(1)));
    }
    return each.size() == 1 ? each.head() : NDArrays.concat(each, 1);
  }

  private NDArray estimate(LatentLayer layer) {
    NDArray samplewise =
        logProbability(layer.posterior(), layer.z()).sub(logProbability(layer.prior(), layer.z()));
    return samplewise.mean(new int[] {0});
  }

  /** From (L B, ...) to (B, ...); what has B rows already stays as it is. */
  private NDArray meanOverSamples(NDArray rows) {
    long batch = layers.get(0).z().getShape().get(0) / samples;
    if (rows.getShape().get(0) == batch) {
      return rows;
    }
    Shape split = new Shape(samples, batch).addAll(rows.getShape().slice(1));
    return rows.reshape(split).mean(new int[] {0});
  }

  /**
   * The same samples under a posterior whose parameters are constants for the backward pass: the
   * gradient of {@link #logPosterior} then reaches them through z alone.
   *
   * @return an output of the same arrays
   * @throws IllegalArgumentException where there are several layers, or another posterior than a
   *     diagonal Gaussian
   */
  public VaeOutput withHeldPosterior() {
    LatentLayer layer = layers.get(0);
    if (layers.size() > 1 || !(layer.posterior() instanceof DiagonalGaussian posterior)) {
      throw new IllegalArgumentException("needs one layer of codes with a diagonal Gaussian");
    }
    DiagonalGaussian held =
        new DiagonalGaussian(
            posterior.mean().stopGradient(), posterior.logVariance().stopGradient());
    return new VaeOutput(
        List.of(new LatentLayer(held, layer.prior(), layer.z())), likelihood, samples);
  }

  /**
   * {@code log q(z_l|x)} of each sample, summed over layers.
   *
   * @return nats, shape {@code (L, B)}
   */
  public NDArray logPosterior() {
    return sum(layer -> logProbability(layer.posterior(), layer.z()));
  }

  /**
   * {@code log p(z_l)} of each sample, summed over layers.
   *
   * @return nats, shape {@code (L, B)}
   */
  public NDArray logPrior() {
    return sum(layer -> logProbability(layer.prior(), layer.z()));
  }

  /**
   * {@code log p(x|z_l)} of each sample.
   *
   * @param images x, shape {@code (B, C, H, W)}
   * @return nats, shape {@code (L, B)}
   */
  public NDArray logLikelihood(NDArray images) {
    NDArray repeated = images;
    if (samples > 1) {
      repeated =
          images.getShape().get(0) == 1
              ? images.broadcast(new Shape(samples).addAll(images.getShape().slice(1)))
              : images.tile(new long[] {samples, 1, 1, 1});
      repeated.attach(
          layers.get(0).z().getManager()); // the images may belong to the whole data set
    }
    return likelihood.logProbability(repeated).reshape(samples, -1);
  }

  /**
   * {@code log p(x|z_l) + log p(z_l) - log q(z_l|x)} of each sample: the logarithms of the weights
   * that importance bounds average.
   *
   * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8.
   *
   * @param images x, shape {@code (B, C, H, W)}
   * @return nats, shape {@code (L, B)}
   */
  public NDArray logWeights(NDArray images) {
    return logLikelihood(images).add(logPrior()).sub(logPosterior());
  }

  /**
   * {@code 1/L sum_l log p(x|z_l)} for each image.
   *
   * @param images x, shape {@code (B, C, H, W)}
   * @return nats, shape {@code (B)}
   */
  public NDArray meanLogProbability(NDArray images) {
    return samples == 1
        ? likelihood.logProbability(images)
        : logLikelihood(images).mean(new int[] {0});
  }

  /** Of z (L B, Z) under a distribution of B or L B rows: (L, B). */
  private NDArray logProbability(Distribution distribution, NDArray z) {
    if (distribution.shape().get(0) == z.getShape().get(0)) {
      return distribution.logProbability(z).reshape(samples, -1);
    }
    if (distribution instanceof DiagonalGaussian gaussian
        && gaussian.logVariance().getShape().equals(gaussian.shape())) {
      long[] repeats = {samples, 1};
      DiagonalGaussian all =
          new DiagonalGaussian(gaussian.mean().tile(repeats), gaussian.logVariance().tile(repeats));
      return all.logProbability(z).reshape(samples, -1);
    }
    if (distribution instanceof StandardNormal) {
      return distribution.logProbability(z).reshape(samples, -1); // the same of every row
    }
    NDList each = new NDList(samples);
    z.split(samples).forEach(sample -> each.add(distribution.logProbability(sample)));
    return NDArrays.stack(each);
  }

  private NDArray sum(Function<LatentLayer, NDArray> term) {
    NDArray sum = term.apply(layers.get(0));
    for (LatentLayer layer : layers.subList(1, layers.size())) {
      sum = sum.add(term.apply(layer));
    }
    return sum;
  }

  /**
   * The output as a DJL block returns it: the mean images {@code (L B, C, H, W)} as {@code image},
   * then the codes {@code (L B, Z)} of each layer as {@code z}. The list carries the output itself,
   * which {@link VaeLoss} takes out of it again.
   *
   * @return a list of named arrays
   */
  public NDList toList() {
    return new OutputList(this);
  }

  /**
   * Takes the output out of {@link #toList}.
   *
   * @param list what a network returned
   * @return the output
   * @throws IllegalArgumentException where it is another list
   */
  public static VaeOutput fromList(NDList list) {
    if (list instanceof OutputList own) {
      return own.output();
    }
    throw new IllegalArgumentException(
        "the predictions are not the list that a VAE returned, but one of "
            + list.size()
            + " other arrays");
  }
}
