package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.Progress;

/**
 * The choice of what training minimises.
 *
 * <p>Not sealed: a record of anyone's that implements this is an objective, and its components are
 * its fields in a spec. {@code ObjectiveContract} in the tests holds what each promises. Values are
 * in nats and belong to the manager of the output's arrays; nothing may be computed with a {@code
 * Number} operand: see {@link org.vaelab.engine.Scalars}. The smallest one:
 *
 * <pre>{@code
 * public record Bound() implements Objective {
 *   public ObjectiveTerms terms(VaeOutput output, NDArray images) {
 *     NDArray reconstruction = output.meanLogProbability(images).neg();
 *     NDArray kl = output.kl();
 *     return new ObjectiveTerms(reconstruction.add(kl), reconstruction, kl);
 *   }
 * }
 * }</pre>
 */
public interface Objective {
  /**
   * The objective for each image; nothing is averaged over images here.
   *
   * @param output what the network returned for the batch
   * @param images the targets, shape {@code (B, C, H, W)}
   * @return the terms, each of shape {@code (B)}
   */
  ObjectiveTerms terms(VaeOutput output, NDArray images);

  /**
   * How many samples of z are drawn for each image.
   *
   * @return L, at least 1; 1, unless an objective overrides it
   */
  default int samples() {
    return 1;
  }

  /**
   * Whether the terms of L samples are the means of what each sample alone gives, so that they can
   * be taken one after the other.
   *
   * @return false, unless an objective overrides it: {@link #terms} is then given all L together
   */
  default boolean averagesSamples() {
    return false;
  }

  /**
   * Whether the terms of an image depend on no other image of the batch, so that a large batch can
   * be taken in parts.
   *
   * @return false, unless an objective overrides it
   */
  default boolean imagesAreIndependent() {
    return false;
  }

  /**
   * Whether the weights of the loss change during a training.
   *
   * @return whether {@link #at} gives others at the beginning; false, unless an objective overrides
   *     it
   */
  default boolean scheduled() {
    return false;
  }

  /**
   * Whether {@link #loss} can be had.
   *
   * @return false where the loss is not made of the mean of the reconstruction and of the exact
   *     divergence alone; so unless an objective overrides it
   */
  default boolean followsFromMeans() {
    return false;
  }

  /**
   * The loss without any schedule, of what was measured under one.
   *
   * @param reconstruction a mean over images, in nats
   * @param kl the exact divergence, a mean over the same images, in nats
   * @return the mean of the loss, in nats
   * @throws IllegalStateException where {@link #followsFromMeans} is false
   */
  default double loss(double reconstruction, double kl) {
    throw new IllegalStateException("the loss does not follow from the means of its terms");
  }

  /**
   * The objective of one step: its schedules applied, and nothing scheduled any more.
   *
   * @param progress how far the run has come
   * @return an objective with constant weights; this one, unless an objective overrides it
   */
  default Objective at(Progress progress) {
    return this;
  }

  /**
   * The weights of its terms without any schedule, as TensorBoard shows them.
   *
   * @return by name, such as beta; empty, unless an objective overrides it
   */
  default Map<String, Double> weights() {
    return Map.of();
  }

  /**
   * Refuses what is right alone, but not with the latent codes that it is to be computed on.
   *
   * @param codes what the spec says of them
   * @param conflicts takes a field of this objective, and what is wrong with it
   */
  default void check(LatentSpace codes, Settings conflicts) {}
}
