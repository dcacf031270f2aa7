package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.objective.LatentLayer;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Sampling;
import org.vaelab.models.parameter.FixedWeights;

/** What a model says of samples of one image's posterior, from the engine's random stream. */
record PosteriorSamples(Encoding encoder, Sampling prior, Decoding decoder) {
  static PosteriorSamples of(Subject subject) {
    return new PosteriorSamples(
        subject.model().network(Encoding.class),
        subject.model().network(Sampling.class),
        subject.model().network(Decoding.class));
  }

  /** The next {@code samples} of an image {@code (1, C, H, W)} with its label {@code (1, K)}. */
  VaeOutput draw(
      NDManager scratch, Distribution posterior, NDArray image, NDArray label, int samples) {
    ParameterStore weights = new FixedWeights(scratch);
    NDArray labels = rows(scratch, label, samples);
    Distribution all =
        posterior instanceof DiagonalGaussian gaussian
            ? new DiagonalGaussian(
                rows(scratch, gaussian.mean(), samples),
                rows(scratch, gaussian.logVariance(), samples))
            : encoder.encode(weights, rows(scratch, image, samples), labels);
    NDArray z = all.sample();
    LatentLayer layer = new LatentLayer(all, prior.prior(weights, scratch, samples, labels), z);
    return new VaeOutput(List.of(layer), decoder.decode(weights, z, labels), samples);
  }

  /** One row many times, without a copy. */
  private static NDArray rows(NDManager scratch, NDArray row, int count) {
    NDArray rows = row.broadcast(new Shape(count).addAll(row.getShape().slice(1)));
    rows.attach(scratch);
    return rows;
  }

  /** The posterior of one image of a batch. */
  static Distribution row(Distribution posterior, NDManager scratch, int row) {
    if (posterior instanceof DiagonalGaussian gaussian) {
      String index = row + ":" + (row + 1);
      return new DiagonalGaussian(
          gaussian.mean().get(scratch, new ai.djl.ndarray.index.NDIndex(index)),
          gaussian.logVariance().get(scratch, new ai.djl.ndarray.index.NDIndex(index)));
    }
    return posterior;
  }
}
