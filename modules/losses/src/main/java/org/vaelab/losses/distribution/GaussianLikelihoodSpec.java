package org.vaelab.losses.distribution;

import java.util.Optional;
import org.vaelab.input.ImageShape;

/**
 * Gaussian pixels.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.2.
 *
 * @param sigma where the standard deviations come from
 * @param mean how the decoder's output becomes the mean image
 */
public record GaussianLikelihoodSpec(SigmaSpec sigma, MeanActivation mean)
    implements LikelihoodSpec {
  /** A standard deviation of 1 and means in (0, 1). */
  public GaussianLikelihoodSpec() {
    this(new FixedSigma(), MeanActivation.SIGMOID);
  }

  @Override
  public Likelihood create(ImageShape image) {
    return sigma.create(image, mean);
  }

  @Override
  public int planes() {
    return sigma.planes();
  }

  @Override
  public Optional<String> advice() {
    return sigma.advice().map(text -> "sigma." + text);
  }

  @Override
  public boolean hasCovariance() {
    return sigma.hasCovariance();
  }

  @Override
  public boolean unitInterval() {
    return mean == MeanActivation.SIGMOID;
  }
}
