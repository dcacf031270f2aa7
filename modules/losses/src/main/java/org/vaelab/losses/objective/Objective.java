package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.losses.schedule.Progress;

/** The choice of what training minimises. */
public sealed interface Objective permits Elbo {
  /**
   * The objective for each image; nothing is averaged over images here. Of several samples of z it
   * is the mean of what each alone gives, so that they can be taken one after the other.
   *
   * @param output what the network returned for the batch
   * @param images the targets, shape {@code (B, C, H, W)}
   * @return the terms, each of shape {@code (B)}
   */
  ObjectiveTerms terms(VaeOutput output, NDArray images);

  /**
   * The weight of the divergence, without any schedule.
   *
   * @return 1 for a bound on log p(x)
   */
  double beta();

  /**
   * Whether the weights of the loss change during a training.
   *
   * @return whether {@link #at} gives others at the beginning
   */
  boolean scheduled();

  /**
   * Whether {@link #loss} can be had.
   *
   * @return false where the loss has another divergence than the exact one
   */
  boolean followsFromMeans();

  /**
   * The loss without any schedule, of what was measured under one.
   *
   * @param reconstruction a mean over images, in nats
   * @param kl the exact divergence, a mean over the same images, in nats
   * @return the mean of the loss, in nats
   * @throws IllegalStateException where {@link #followsFromMeans} is false
   */
  double loss(double reconstruction, double kl);

  /**
   * How many samples of z a step of training draws for each image.
   *
   * @return L, at least 1
   */
  int samples();

  /**
   * The objective of one step: its schedules applied, and nothing scheduled any more.
   *
   * @param progress how far the run has come
   * @return an objective with constant weights
   */
  Objective at(Progress progress);
}
