package org.vaelab.models.family;

import java.util.List;
import java.util.Set;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Outline;

/**
 * The choice of a model, and with it of a model family: what a family is called, measures and can
 * do, and how it is made.
 *
 * <p>A family is a record that implements this, with a {@link Learner} and a network, which
 * implements the interface of each {@link Ability} that it has. Figures, commands and the training
 * loop ask these, and never which family it is.
 */
public interface ModelSpec {
  /**
   * What people read, with an article before it: "a CVAE with 652,824 parameters".
   *
   * @return for example CVAE or classifier
   */
  String kind();

  /**
   * What its networks can do once they are trained.
   *
   * @return {@link Ability#of} the network's class
   */
  Set<Ability> abilities();

  /**
   * What is measured of each image, as the columns of metrics.csv are called: {@code test_loss} is
   * the mean of {@code loss} over the test images. The first is minimised. One whose name ends in
   * accuracy is a share of images, and better when higher; all others are in nats per image, and
   * better when lower.
   *
   * @return "loss", and others
   */
  List<String> measures();

  /**
   * What follows from the means of these, under columns of its own behind all others: {@code
   * test_elbo}. In nats per image, and better when lower.
   *
   * @return the names that {@link Learner#derived} gives; none, unless a family overrides it
   */
  default List<String> derivedMeasures() {
    return List.of();
  }

  /**
   * The size of the latent code.
   *
   * @return Z; 0 where there is none
   */
  default int latent() {
    return 0;
  }

  /**
   * Whether the network takes labels, and makes images of one class where that is asked.
   *
   * @return false where labels are only targets, or nothing
   */
  default boolean conditional() {
    return false;
  }

  /**
   * Whether it learns from labels, and not from images alone.
   *
   * @return whether it is conditional, unless a family whose labels are targets overrides it
   */
  default boolean needsLabels() {
    return conditional();
  }

  /**
   * Refuses what is right alone, but not together with the task.
   *
   * @param task what is to be learnt
   * @param conflicts takes the path of a field of the whole spec, such as {@code loss.likelihood},
   *     and what is wrong with it
   */
  default void check(Task task, Settings conflicts) {}

  /**
   * What trains the network that this describes, which is not yet initialised.
   *
   * @param image the shape of an image
   * @param classes K, how many classes the labels have
   * @param loss what is minimised, where the family leaves a choice
   * @return a new learner with a new network
   * @throws InvalidSettingsException where it does not fit the image; fields are those of this spec
   */
  Learner create(ImageShape image, int classes, LossSpec loss);

  /**
   * What the network computes, for other programs.
   *
   * @param image the shape of an image
   * @param classes K, how many classes the labels have
   * @param likelihood how a decoder's output is read
   * @return its steps, with the names of their parameters
   * @throws org.vaelab.input.InputException where it cannot be said; always, unless a family
   *     overrides it
   */
  default Outline outline(ImageShape image, int classes, LikelihoodSpec likelihood) {
    throw Operation.unknown("model", this, "outline");
  }
}
