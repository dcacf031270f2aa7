package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.Optional;

/**
 * p(x|z): reads the decoder's output as a distribution over images; made by a {@link
 * LikelihoodSpec}. One that learns nothing is a lambda: {@code (output, training) -> new
 * Bernoulli(output)}.
 *
 * <p>Not sealed: {@code LikelihoodContract} in the tests holds what each promises. The arrays that
 * it makes belong to the manager of the decoder's output.
 */
@FunctionalInterface
public interface Likelihood {
  /**
   * The distribution that a decoder's output stands for.
   *
   * @param decoderOutput shape {@code (B, planes * C, H, W)}
   * @param training whether this is a step of training
   * @return the distribution over images {@code (B, C, H, W)}
   */
  Distribution create(NDArray decoderOutput, boolean training);

  /**
   * What it learns or fits, which becomes a child of the network, to be initialised, trained and
   * saved with the weights. Its parameters live on one device.
   *
   * @return always the same where it has parameters; none, unless a likelihood overrides it
   */
  default Block block() {
    return new ParameterBlock();
  }

  /**
   * What is fitted in closed form after each epoch.
   *
   * @return empty, unless a likelihood overrides it
   */
  default Optional<FittedLikelihood> fitted() {
    return Optional.empty();
  }

  /**
   * The covariance of all pixels of an image, where the likelihood has one that is the same for all
   * images: {@link LikelihoodSpec#hasCovariance} says so.
   *
   * @param manager owns the result
   * @return shape {@code (D, D)} with D = C H W; empty, unless a likelihood overrides it
   */
  default Optional<NDArray> covariance(NDManager manager) {
    return Optional.empty();
  }
}
