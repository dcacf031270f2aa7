package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.vaelab.engine.Scalars;
import org.vaelab.engine.TorchFunction;

/**
 * Gaussian images whose pixels vary together, with one covariance for all images.
 *
 * <p>Formula: {@code log p(x) = -1/2 (|(x - m) W|^2 + log|S| + D log 2 pi)} for the covariance
 * {@code S = L L^T} and {@code W = L^-T}, so that {@code (x - m) W} has unit covariance.
 *
 * <p>Source: Bishop, Pattern Recognition and Machine Learning, 2006, equation 2.43 and section 2.3
 * (whitening).
 *
 * @param mean m, shape {@code (B, C, H, W)}
 * @param whitening W, upper triangular, shape {@code (D, D)} with D = C H W
 * @param logDeterminant log|S|, shape {@code ()}
 * @param normalized false leaves out {@code log|S| + D log 2 pi}; the value is then no log density
 *     and cannot be compared between covariances
 */
public record FullCovarianceGaussian(
    NDArray mean, NDArray whitening, NDArray logDeterminant, boolean normalized)
    implements Distribution {
  /** The row vectors s with s W = noise. */
  private static final String COLOUR =
      "return torch.linalg_solve_triangular(whitening, noise, upper=True, left=False)";

  @Override
  public NDArray logProbability(NDArray x) {
    NDArray squaredDistance = PerImage.sum(flat(mean.sub(x)).matMul(whitening).square());
    NDArray sum =
        normalized
            ? squaredDistance
                .add(logDeterminant)
                .add(Scalars.like(mean, PerImage.size(mean) * Math.log(2 * Math.PI)))
            : squaredDistance;
    return sum.mul(Scalars.like(sum, -0.5));
  }

  @Override
  public NDArray sample() {
    NDArray noise = flat(Noise.normal(mean));
    // The noise stands first because the result belongs to the manager of the first argument.
    NDArray deviation =
        TorchFunction.of("colour", List.of("noise", "whitening"), COLOUR).apply(noise, whitening);
    return mean.add(deviation.reshape(mean.getShape()));
  }

  private static NDArray flat(NDArray images) {
    return images.reshape(new Shape(-1, PerImage.size(images)));
  }

  @Override
  public Shape shape() {
    return mean.getShape();
  }
}
