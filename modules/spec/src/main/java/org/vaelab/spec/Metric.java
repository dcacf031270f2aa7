package org.vaelab.spec;

import java.util.Set;
import org.vaelab.models.family.Ability;

/** What can be measured of a trained model. */
public enum Metric {
  /** How often a classifier is right, and its cross-entropy. */
  ACCURACY("accuracy"),
  /** The evidence lower bound, with one draw of z per image. */
  ELBO("elbo"),
  /** {@code log p(x)} by importance sampling. */
  LOG_LIKELIHOOD("log-likelihood"),
  /** The same in bits per pixel and channel. */
  BITS_PER_DIMENSION("bits-per-dimension"),
  /** How many latent dimensions say something of the image. */
  ACTIVE_UNITS("active-units"),
  /** KL(q(z|x) || p(z)) of each latent dimension. */
  KL_PER_DIMENSION("kl-per-dimension"),
  /** The KL taken apart: mutual information, marginal KL and total correlation. */
  ELBO_SURGERY("elbo-surgery"),
  /** How well a linear classifier tells the classes by the codes. */
  LINEAR_PROBE("linear-probe"),
  /** How often the nearest code of a training image has the image's class. */
  NEAREST_NEIGHBOUR("nearest-neighbour"),
  /** How far reconstructions are from images. */
  RECONSTRUCTION_ERROR("reconstruction-error"),
  /**
   * How often a classifier finds in a sample the class that was asked for, and how samples vary.
   */
  CONDITIONAL_ACCURACY("conditional-accuracy"),
  /** How near samples are to real images in the features of a classifier. */
  CLASSIFIER_FEATURES("classifier-features"),
  /** What a classifier that is trained on samples makes of real images. */
  CLASSIFICATION_ACCURACY_SCORE("classification-accuracy-score");

  private final String word;

  Metric(String word) {
    this.word = word;
  }

  /**
   * What a model must be able to do for it.
   *
   * @return at least one
   */
  public Set<Ability> needs() {
    return switch (this) {
      case ACCURACY -> Set.of(Ability.CLASSIFY);
      case ELBO, LOG_LIKELIHOOD, BITS_PER_DIMENSION ->
          Set.of(Ability.ENCODE, Ability.DECODE, Ability.SAMPLE);
      case KL_PER_DIMENSION, ELBO_SURGERY -> Set.of(Ability.ENCODE, Ability.SAMPLE);
      case ACTIVE_UNITS, LINEAR_PROBE, NEAREST_NEIGHBOUR -> Set.of(Ability.ENCODE);
      case RECONSTRUCTION_ERROR -> Set.of(Ability.RECONSTRUCT);
      case CONDITIONAL_ACCURACY, CLASSIFIER_FEATURES, CLASSIFICATION_ACCURACY_SCORE ->
          Set.of(Ability.SAMPLE, Ability.DECODE);
    };
  }

  /**
   * Whether it is about samples of a given class.
   *
   * @return whether the model must be conditional
   */
  public boolean needsConditional() {
    return this == CONDITIONAL_ACCURACY || this == CLASSIFICATION_ACCURACY_SCORE;
  }

  /**
   * Whether it is about the classes of images.
   *
   * @return whether the data must have labels
   */
  public boolean needsLabels() {
    return switch (this) {
      case ACCURACY,
          LINEAR_PROBE,
          NEAREST_NEIGHBOUR,
          CONDITIONAL_ACCURACY,
          CLASSIFIER_FEATURES,
          CLASSIFICATION_ACCURACY_SCORE ->
          true;
      default -> false;
    };
  }

  /**
   * Whether it takes a training of its own on as many samples as there are training images, so that
   * it is measured where it is asked for alone.
   *
   * @return false where it is one of all that are possible
   */
  public boolean onlyOnDemand() {
    return this == CLASSIFICATION_ACCURACY_SCORE;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
