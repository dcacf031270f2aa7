package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.WarmUp;

/**
 * The negative evidence lower bound, with weights.
 *
 * <p>Formula: {@code -w 1/L sum_l log p(x|z_l) + beta KL(q(z|x) || p(z))} with {@code z_l ~
 * q(z|x)}.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, equations 7 and 10; for
 * beta: Higgins et al., beta-VAE, 2017, equation 4; for free bits: see {@link FreeBits}.
 *
 * @param beta the weight of the divergence; 1 gives the bound itself
 * @param warmUp how beta grows at the start; {@link #terms} uses the full beta, {@link #at} that of
 *     a step
 * @param freeBits nats that each latent dimension may use without a price; 0 for none
 * @param samples L, how many samples of z training draws for each image, at most 10,000
 * @param kl which form of the divergence is minimised
 * @param reconstructionWeight w, of the reconstruction in the loss; 1 gives the bound itself
 */
public record Elbo(
    double beta,
    WarmUp warmUp,
    double freeBits,
    int samples,
    KlForm kl,
    double reconstructionWeight)
    implements Objective {
  /** Far more would take all memory in the first step, and minutes for it. */
  private static final int MOST_SAMPLES = 10_000;

  /** Checks the numbers. */
  public Elbo {
    new Settings()
        .atLeast("beta", beta, 0.0)
        .atLeast("freeBits", freeBits, 0.0)
        .between("samples", samples, 1, MOST_SAMPLES)
        .positive("reconstructionWeight", reconstructionWeight)
        .require(
            freeBits == 0 || kl == KlForm.EXACT,
            "freeBits",
            "must be 0 with a kl of " + kl + ", was " + freeBits)
        .check();
  }

  /** The bound itself. */
  public Elbo() {
    this(1.0);
  }

  /**
   * The bound with a weighted divergence.
   *
   * @param beta the weight
   */
  public Elbo(double beta) {
    this(beta, new NoWarmUp(), 0, 1, KlForm.EXACT, 1);
  }

  @Override
  public Map<String, Double> weights() {
    return Map.of("beta", beta);
  }

  @Override
  public void check(LatentSpace codes, Settings conflicts) {
    conflicts.require(
        kl == KlForm.EXACT || codes.standardNormal(),
        "kl",
        "\"" + kl + "\" needs the prior \"standard-normal\"");
  }

  @Override
  public Elbo at(Progress progress) {
    double factor = warmUp.factor(progress);
    if (factor == 1) {
      return this;
    }
    return new Elbo(beta * factor, new NoWarmUp(), freeBits, samples, kl, reconstructionWeight);
  }

  @Override
  public boolean scheduled() {
    return warmUp.changes();
  }

  @Override
  public boolean averagesSamples() {
    return true;
  }

  @Override
  public boolean followsFromMeans() {
    return kl == KlForm.EXACT && freeBits == 0;
  }

  @Override
  public double loss(double reconstruction, double kl) {
    if (!followsFromMeans()) {
      throw new IllegalStateException("the loss has another divergence than the exact one");
    }
    return reconstructionWeight * reconstruction + beta * kl;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray reconstruction = output.meanLogProbability(images).neg();
    NDArray exact;
    NDArray used;
    if (freeBits > 0) {
      NDArray perDimension = output.klPerDimension();
      exact = perDimension.sum(new int[] {1});
      used = FreeBits.sum(perDimension, freeBits);
    } else {
      exact = output.kl();
      used = kl == KlForm.EXACT ? exact : clipped(output);
    }
    NDArray loss = weighted(reconstruction, reconstructionWeight).add(weighted(used, beta));
    return new ObjectiveTerms(loss, reconstruction, exact);
  }

  private static NDArray clipped(VaeOutput output) {
    LatentLayer codes = output.layers().get(0);
    if (output.layers().size() == 1
        && codes.posterior() instanceof DiagonalGaussian posterior
        && codes.prior() instanceof StandardNormal) {
      return KullbackLeibler.between(KullbackLeibler.clipped(posterior), codes.prior());
    }
    throw new IllegalArgumentException(
        "a kl of " + KlForm.CLIPPED_LOG_VARIANCE + " needs a standard normal prior");
  }

  private static NDArray weighted(NDArray term, double weight) {
    return weight == 1 ? term : term.mul(Scalars.like(term, weight));
  }
}
