package org.vaelab.models;

/** The choice of p(z). */
public sealed interface PriorSpec {
  /**
   * The prior that this describes, not yet initialised.
   *
   * @param latent Z
   * @param classes K; 0 for an unconditional model
   * @return a new block
   */
  Prior create(int latent, int classes);

  /** N(0, I). */
  record StandardNormal() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return new Prior(latent, 0);
    }
  }

  /** One Gaussian with a learnt mean and log-variance a dimension; begins as N(0, I). */
  record Learned() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return new Prior(latent, 1);
    }
  }

  /**
   * A learnt Gaussian for each class, p(z|y); begins as N(0, I).
   *
   * <p>Source: Sohn, Lee and Yan, Learning Structured Output Representation using Deep Conditional
   * Generative Models, 2015, section 4.1, with a table in place of the prior network.
   */
  record Label() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return new Prior(latent, classes);
    }
  }
}
