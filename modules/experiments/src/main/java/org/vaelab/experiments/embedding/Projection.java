package org.vaelab.experiments.embedding;

import java.util.Locale;

/** How codes become points in the plane. */
public enum Projection {
  /**
   * {@link #NONE} of up to two dimensions and of more than {@value
   * PrincipalComponents#MOST_DIMENSIONS}, else {@link #PCA}.
   */
  AUTO,
  /** Their first two dimensions as they are. */
  NONE,
  /** Their first two principal components. */
  PCA,
  /** t-SNE, which keeps neighbours together and gives up distances. */
  TSNE;

  /** The word a spec uses. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What {@link #AUTO} means.
   *
   * @param dimensions of the codes
   * @return any but {@link #AUTO}
   */
  public Projection of(int dimensions) {
    if (this != AUTO) {
      return this;
    }
    return dimensions <= 2 || dimensions > PrincipalComponents.MOST_DIMENSIONS ? NONE : PCA;
  }
}
