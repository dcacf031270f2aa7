package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Bernoulli pixels: the decoder gives one logit a pixel. Needs images in [0, 1]. */
public final class BernoulliLikelihood extends AbstractBlock implements Likelihood {
  /** A block without parameters. */
  public BernoulliLikelihood() {}

  @Override
  public Bernoulli create(NDArray decoderOutput, boolean training) {
    return new Bernoulli(decoderOutput);
  }

  @Override
  public int planes() {
    return 1;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    return new NDList(create(inputs.singletonOrThrow(), training).mean());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
