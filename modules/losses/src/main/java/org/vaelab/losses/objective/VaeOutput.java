package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Objects;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.StandardNormal;

/**
 * What a variational autoencoder returns for a batch of B images, with L samples for each.
 *
 * <p>The rows of the samples lie one sample after the other: the first B are the first sample of
 * each image.
 *
 * <p>DJL's blocks and losses speak in lists of arrays; {@link #toList} and {@link #fromList} are
 * the two sides of that border, by name and not by position.
 *
 * @param posterior q(z|x), over {@code (B, Z)}
 * @param prior p(z), over {@code (B, Z)}
 * @param likelihood p(x|z), over {@code (L B, C, H, W)}
 * @param z the samples of the posterior that the likelihood was decoded from, {@code (L B, Z)}
 */
public record VaeOutput(
    DiagonalGaussian posterior, Distribution prior, Distribution likelihood, NDArray z) {
  // Without dots: DJL's PyTorch engine reads a dotted name as a key of a dictionary.
  private static final String MEAN = "posteriorMean";
  private static final String LOG_VARIANCE = "posteriorLogVariance";
  private static final String PRIOR_MEAN = "priorMean";
  private static final String PRIOR_LOG_VARIANCE = "priorLogVariance";
  private static final String Z = "z";
  private static final String DECODER_OUTPUT = "decoderOutput";

  /**
   * The arrays of an output as a DJL block returns them.
   *
   * @param posterior q(z|x)
   * @param prior p(z): a standard normal, which needs no array, or a diagonal Gaussian
   * @param z the samples of the posterior, shape {@code (L B, Z)}
   * @param decoderOutput what the decoder made of z, shape {@code (L B, planes * C, H, W)}
   * @return a list of named arrays
   * @throws IllegalArgumentException when the prior is another one
   */
  public static NDList toList(
      DiagonalGaussian posterior, Distribution prior, NDArray z, NDArray decoderOutput) {
    NDList list = new NDList();
    add(list, MEAN, posterior.mean());
    add(list, LOG_VARIANCE, posterior.logVariance());
    add(list, Z, z);
    add(list, DECODER_OUTPUT, decoderOutput);
    if (prior instanceof DiagonalGaussian gaussian) {
      add(list, PRIOR_MEAN, gaussian.mean());
      add(list, PRIOR_LOG_VARIANCE, gaussian.logVariance());
    } else if (!(prior instanceof StandardNormal)) {
      throw new IllegalArgumentException(
          "the prior must be a standard normal or a diagonal Gaussian, was "
              + prior.getClass().getSimpleName());
    }
    return list;
  }

  private static void add(NDList list, String name, NDArray array) {
    array.setName(name);
    list.add(array);
  }

  /**
   * Reads what {@link #toList} wrote.
   *
   * @param list the named arrays
   * @param likelihood how the decoder's output is read
   * @param training whether this is a step of training
   * @return the output
   * @throws NullPointerException when an array is missing, naming it
   */
  public static VaeOutput fromList(NDList list, Likelihood likelihood, boolean training) {
    NDArray mean = named(list, MEAN);
    Distribution prior =
        list.get(PRIOR_MEAN) == null
            ? new StandardNormal(mean.getManager(), mean.getShape())
            : new DiagonalGaussian(named(list, PRIOR_MEAN), named(list, PRIOR_LOG_VARIANCE));
    return new VaeOutput(
        new DiagonalGaussian(mean, named(list, LOG_VARIANCE)),
        prior,
        likelihood.create(named(list, DECODER_OUTPUT), training),
        named(list, Z));
  }

  private static NDArray named(NDList list, String name) {
    return Objects.requireNonNull(
        list.get(name), () -> "no array named " + name + " in the output of the network");
  }

  /**
   * {@code 1/L sum_l log p(x|z_l)} for each image.
   *
   * @param images x, shape {@code (B, C, H, W)}
   * @return nats, shape {@code (B)}
   * @throws IllegalArgumentException when the samples are not a multiple of the images
   */
  public NDArray meanLogProbability(NDArray images) {
    long rows = z.getShape().get(0);
    long batch = images.getShape().get(0);
    if (rows == batch) {
      return likelihood.logProbability(images);
    }
    if (rows % batch != 0) {
      throw new IllegalArgumentException(
          rows + " samples of z are no multiple of " + batch + " images");
    }
    long samples = rows / batch;
    NDArray repeated = images.tile(new long[] {samples, 1, 1, 1});
    repeated.attach(z.getManager()); // the images may belong to the whole data set
    return likelihood.logProbability(repeated).reshape(samples, batch).mean(new int[] {0});
  }
}
