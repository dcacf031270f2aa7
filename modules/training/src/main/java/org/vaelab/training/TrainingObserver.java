package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/** Told how a training goes, on the training's own thread. */
public interface TrainingObserver {
  /**
   * An epoch begins.
   *
   * @param epoch from 1
   * @param images how many it will train on
   */
  default void epochStarted(int epoch, int images) {}

  /**
   * A part of an epoch is done; called a few times a second.
   *
   * @param epoch from 1
   * @param images how many were trained on in this epoch
   * @param means so far in this epoch
   */
  default void progressed(int epoch, int images, Measures means) {}

  /**
   * An epoch and its test are done.
   *
   * @param metrics its numbers
   */
  default void epochEnded(EpochMetrics metrics) {}

  /**
   * Whether the training should end; asked before each step.
   *
   * @return true to end it with a {@link StoppedException}
   */
  default boolean stopRequested() {
    return false;
  }

  /**
   * The training can be saved as it stands; called after each epoch, and in the middle of one when
   * a stop was asked for.
   *
   * @param state where it stands
   * @param arrays weights and the optimizer's own, by name; to be read before this returns
   */
  default void savable(TrainingState state, Map<String, NDArray> arrays) {}
}
