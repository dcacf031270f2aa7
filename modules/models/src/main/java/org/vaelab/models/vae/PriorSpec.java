package org.vaelab.models.vae;

import ai.djl.ndarray.types.Shape;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.PriorOutline;

/**
 * The choice of p(z).
 *
 * <p>Not sealed: a record of anyone's that implements this is a prior, and its components are its
 * fields in a spec.
 */
public interface PriorSpec {
  /**
   * The prior that this describes; what it learns is not yet initialised.
   *
   * @param latent Z
   * @param classes K; 0 for an unconditional model
   * @return a new one
   */
  Prior create(int latent, int classes);

  /**
   * Whether it differs by label, which only a conditional model sees.
   *
   * @return false, unless a prior overrides it
   */
  default boolean needsLabels() {
    return false;
  }

  /**
   * Whether it is N(0, I), which some objectives ask for.
   *
   * @return true only where it gives a {@link org.vaelab.losses.distribution.StandardNormal}
   */
  default boolean isStandardNormal() {
    return false;
  }

  /**
   * What codes are drawn from, for other programs.
   *
   * @return the kind, which says what its parameters are
   * @throws org.vaelab.input.InputException where it cannot be said; always, unless a prior
   *     overrides it
   */
  default PriorOutline outline() {
    throw Operation.unknown("prior", this, "outline");
  }

  /** N(0, I). */
  record StandardNormal() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return (parameterStore, manager, batch, labels, training) ->
          new org.vaelab.losses.distribution.StandardNormal(manager, new Shape(batch, latent));
    }

    @Override
    public boolean isStandardNormal() {
      return true;
    }

    @Override
    public PriorOutline outline() {
      return PriorOutline.STANDARD_NORMAL;
    }
  }

  /** One Gaussian with a learnt mean and log-variance for each dimension; begins as N(0, I). */
  record Learned() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return GaussianPrior.one(latent);
    }

    @Override
    public PriorOutline outline() {
      return PriorOutline.LEARNED;
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
      return GaussianPrior.byLabel(latent, classes);
    }

    @Override
    public boolean needsLabels() {
      return true;
    }

    @Override
    public PriorOutline outline() {
      return PriorOutline.LABEL;
    }
  }
}
