package org.vaelab.models.family;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a trained network can do; each is an interface that the network implements. */
public enum Ability {
  /** An image becomes a distribution over latent codes. */
  ENCODE(Encoding.class, "encodes images"),
  /** A latent code becomes a distribution over images. */
  DECODE(Decoding.class, "decodes latent codes"),
  /** New latent codes can be drawn. */
  SAMPLE(Sampling.class, "draws latent codes from a prior"),
  /** An image becomes a distribution over images like it. */
  RECONSTRUCT(Reconstructing.class, "reconstructs images"),
  /** An image becomes a distribution over classes. */
  CLASSIFY(Classifying.class, "classifies images"),
  /** There is a p(x|z) of its own. */
  LIKELIHOOD(LikelihoodModel.class, "has a likelihood"),
  /** How much each latent dimension says of an image is known. */
  DIVERGENCE(LatentDivergence.class, "measures how far its codes are from a prior");

  private final Class<?> type;
  private final String words;

  Ability(Class<?> type, String words) {
    this.type = type;
    this.words = words;
  }

  /**
   * The abilities that a network has by its class.
   *
   * @param network a class of blocks
   * @return those whose interfaces it implements
   */
  public static Set<Ability> of(Class<?> network) {
    EnumSet<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (Ability ability : values()) {
      if (ability.type.isAssignableFrom(network)) {
        abilities.add(ability);
      }
    }
    return Collections.unmodifiableSet(abilities);
  }

  /** What a model with it does, after "a model that": "encodes images". */
  @Override
  public String toString() {
    return words;
  }
}
