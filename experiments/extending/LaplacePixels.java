import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.json.Extension;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.Noise;
import org.vaelab.losses.distribution.PerImage;

/**
 * A likelihood, with its distribution: {@code "likelihood": { "type": "laplace", "scale": 0.1 }}.
 * Its negative logarithm is the absolute error, which minds outliers less than the squared one.
 */
public final class LaplacePixels implements Extension {
  @Override
  public Vocabulary extend(Vocabulary vocabulary) {
    return vocabulary.with(LikelihoodSpec.class, "laplace", Spec.class);
  }

  /**
   * The likelihood as a spec names it.
   *
   * @param scale b, of all pixels
   * @param mean how the decoder's output becomes the mean image
   */
  public record Spec(double scale, MeanActivation mean) implements LikelihoodSpec {
    /** Checks the scale. */
    public Spec {
      new Settings().positive("scale", scale).check();
    }

    /** A scale of 0.1 and means in (0, 1). */
    public Spec() {
      this(0.1, MeanActivation.SIGMOID);
    }

    @Override
    public Likelihood create(ImageShape image) {
      return (output, training) -> new Laplace(mean.apply(output), scale);
    }

    @Override
    public boolean unitInterval() {
      return mean == MeanActivation.SIGMOID;
    }
  }

  /**
   * Independent Laplace distributions of one scale.
   *
   * <p>Formula: {@code log p(x) = -sum_d (log 2b + |x_d - m_d| / b)}.
   *
   * <p>Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 2, 1995,
   * chapter 24.
   *
   * @param mean m, shape {@code (B, ...)}
   * @param scale b, greater than 0
   */
  public record Laplace(NDArray mean, double scale) implements Distribution {
    @Override
    public NDArray logProbability(NDArray x) {
      NDArray distance = PerImage.sum(mean.sub(x).abs());
      double constant = PerImage.size(mean) * Math.log(2 * scale);
      return distance
          .mul(Scalars.like(distance, -1 / scale))
          .sub(Scalars.like(distance, constant));
    }

    /** {@code m + b (e - f)} with e and f of the exponential distribution. */
    @Override
    public NDArray sample() {
      return mean.add(exponential().sub(exponential()).mul(Scalars.like(mean, scale)));
    }

    private NDArray exponential() {
      // 1 - u is never 0.
      return Scalars.like(mean, 1).sub(Noise.uniform(mean)).log().neg();
    }

    @Override
    public Shape shape() {
      return mean.getShape();
    }
  }
}
