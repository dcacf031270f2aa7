package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;

/**
 * A divergence that leaves each latent dimension some nats for free.
 *
 * <p>Formula, for the mean over the batch: {@code sum_d max(lambda, mean KL_d)}; a dimension below
 * lambda counts as lambda and gets no gradient.
 *
 * <p>Source: Kingma et al., Improving Variational Inference with Inverse Autoregressive Flow, 2016,
 * equation 15 and appendix C.8, with one dimension a group.
 */
final class FreeBits {
  private FreeBits() {}

  /** From the divergence of each dimension {@code (B, Z)} to what an image pays, {@code (B)}. */
  static NDArray sum(NDArray perDimension, double lambda) {
    NDArray limit = Scalars.like(perDimension, lambda);
    NDArray pays =
        perDimension
            .mean(new int[] {0})
            .gte(limit)
            .toType(perDimension.getDataType(), false)
            .stopGradient();
    NDArray free =
        pays.neg()
            .add(Scalars.like(pays, 1))
            .mul(limit); // lambda where a dimension pays nothing, else 0
    return perDimension.mul(pays).add(free).sum(new int[] {1});
  }
}
