package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Objects;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.StandardNormal;

/**
 * What a variational autoencoder returns for a batch of images.
 *
 * <p>DJL's blocks and losses speak in lists of arrays; {@link #toList} and {@link #fromList} are
 * the two sides of that border, by name and not by position.
 *
 * @param posterior q(z|x), over {@code (B, Z)}
 * @param prior p(z), over {@code (B, Z)}
 * @param likelihood p(x|z), over {@code (B, C, H, W)}
 * @param z the sample of the posterior that the likelihood was decoded from, shape {@code (B, Z)}
 */
public record VaeOutput(
    DiagonalGaussian posterior, StandardNormal prior, Distribution likelihood, NDArray z) {
  // Without dots: DJL's PyTorch engine reads a dotted name as a key of a dictionary.
  private static final String MEAN = "posteriorMean";
  private static final String LOG_VARIANCE = "posteriorLogVariance";
  private static final String Z = "z";
  private static final String DECODER_OUTPUT = "decoderOutput";

  /**
   * The arrays of an output as a DJL block returns them.
   *
   * @param posterior q(z|x)
   * @param z the sample of it
   * @param decoderOutput what the decoder made of z, shape {@code (B, planes * C, H, W)}
   * @return a list of named arrays
   */
  public static NDList toList(DiagonalGaussian posterior, NDArray z, NDArray decoderOutput) {
    NDList list = new NDList(posterior.mean(), posterior.logVariance(), z, decoderOutput);
    list.get(0).setName(MEAN);
    list.get(1).setName(LOG_VARIANCE);
    list.get(2).setName(Z);
    list.get(3).setName(DECODER_OUTPUT);
    return list;
  }

  /**
   * Reads what {@link #toList} wrote.
   *
   * @param list the named arrays
   * @param likelihood how the decoder's output is read
   * @return the output
   * @throws NullPointerException when an array is missing, naming it
   */
  public static VaeOutput fromList(NDList list, Likelihood likelihood) {
    NDArray z = named(list, Z);
    return new VaeOutput(
        new DiagonalGaussian(named(list, MEAN), named(list, LOG_VARIANCE)),
        new StandardNormal(z.getManager(), z.getShape()),
        likelihood.create(named(list, DECODER_OUTPUT)),
        z);
  }

  private static NDArray named(NDList list, String name) {
    return Objects.requireNonNull(
        list.get(name), () -> "no array named " + name + " in the output of the network");
  }
}
