package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * How the mixture of the posteriors of all N images, {@code q(z) = 1/N sum_n q(z|x_n)}, is
 * estimated from those of a batch of B, for a code z of one of them.
 */
public enum BatchSampling {
  /**
   * {@code 1/(N B) sum_j q(z|x_j)}: biased, and off by a constant that has no gradient.
   *
   * <p>Source: Chen, Li, Grosse and Duvenaud, Isolating Sources of Disentanglement in Variational
   * Autoencoders, 2018, equation 3.
   */
  WEIGHTED("weighted"),
  /**
   * Without bias: the image's own posterior has the weight {@code 1/N}, one other {@code (N - M)/(N
   * M)} and the rest {@code 1/M}, with {@code M = B - 1}.
   *
   * <p>Source: the same, appendix C.2. The authors' program has {@code 1/N} in the first column in
   * place of the diagonal.
   */
  STRATIFIED("stratified");

  private final String word;

  BatchSampling(String word) {
    this.word = word;
  }

  /**
   * The logarithms of the weights of code i and posterior j, (B, B), or () where all are the same;
   * N is at least B here.
   */
  NDArray logWeights(NDManager manager, int batch, int images, DataType type) {
    double all = Math.max(images, batch);
    if (this == WEIGHTED) {
      return manager.create(-Math.log(all * batch)).toType(type, false);
    }
    if (batch == 1) {
      return manager.create(0.0).toType(type, false);
    }
    double others = batch - 1.0;
    double[] weights = new double[batch * batch];
    Arrays.fill(weights, -Math.log(others));
    double own = -Math.log(all);
    double next = Math.log((all - others) / (all * others));
    for (int i = 0; i < batch; i++) {
      weights[i * batch + i] = own;
      weights[i * batch + (i + 1) % batch] = next;
    }
    return manager.create(weights, new Shape(batch, batch)).toType(type, false);
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
