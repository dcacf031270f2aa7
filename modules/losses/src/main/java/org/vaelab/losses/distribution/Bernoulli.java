package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Independent Bernoulli pixels given by their logits.
 *
 * <p>Formula: {@code log p(x) = sum_d (l_d x_d - softplus(l_d))}, which is the negative binary
 * cross-entropy and stays exact for large logits. Grey values in [0, 1] are allowed as targets; the
 * result is then not a normalised density (its best value is the entropy of the grey values, not
 * 0), as everywhere in the literature that does so.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.1.
 *
 * @param logits l = log(p / (1 - p)), shape {@code (B, ...)}
 */
public record Bernoulli(NDArray logits) implements Distribution {
  @Override
  public NDArray logProbability(NDArray x) {
    NDArray softplus = logits.getNDArrayInternal().softPlus();
    return PerImage.sum(logits.mul(x).sub(softplus));
  }

  @Override
  public NDArray logProbabilityOfOne(NDArray x) {
    return BernoulliOfOne.logProbability(logits, x);
  }

  @Override
  public NDArray mean() {
    return logits.getNDArrayInternal().sigmoid();
  }

  /** One draw of 0 or 1 a pixel; not differentiable. */
  @Override
  public NDArray sample() {
    return Noise.uniform(logits).lt(mean()).toType(logits.getDataType(), false);
  }

  @Override
  public Shape shape() {
    return logits.getShape();
  }
}
