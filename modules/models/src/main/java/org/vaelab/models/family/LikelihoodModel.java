package org.vaelab.models.family;

import org.vaelab.losses.distribution.Likelihood;

/** A network whose output is read by a likelihood. */
public interface LikelihoodModel {
  /**
   * How the output is read; what it learns or fits is a part of the network.
   *
   * @return p(x|z)
   */
  Likelihood likelihood();
}
