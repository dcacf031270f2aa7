package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * One of K classes, as a one-hot vector, given by logits.
 *
 * <p>Formula: {@code log p(y) = sum_k y_k (l_k - logsumexp(l))}. Any vector of weights is allowed
 * as y; the result is then the negative cross-entropy.
 *
 * <p>Source: Kingma et al., Semi-supervised Learning with Deep Generative Models, 2014, equation 9.
 *
 * @param logits l, up to one constant per image, shape {@code (B, K)}
 */
public record Categorical(NDArray logits) implements Distribution {
  /**
   * The log probability of each class given.
   *
   * @param y one-hot, shape {@code (B, K)}
   * @return nats, shape {@code (B)}
   */
  @Override
  public NDArray logProbability(NDArray y) {
    return PerImage.sum(logits.logSoftmax(1).mul(y));
  }

  /**
   * The probability of each class, softmax(l).
   *
   * @return shape {@code (B, K)}
   */
  @Override
  public NDArray mean() {
    return logits.softmax(1);
  }

  /** One class per image, as a one-hot vector; not differentiable. */
  @Override
  public NDArray sample() {
    // The largest of logits with Gumbel noise is a draw of the class (Gumbel, 1954).
    NDArray gumbel = Noise.uniform(logits).log().neg().log().neg();
    int classes = Math.toIntExact(logits.getShape().get(1));
    return gumbel.add(logits).argMax(1).oneHot(classes, logits.getDataType());
  }

  @Override
  public Shape shape() {
    return logits.getShape();
  }
}
