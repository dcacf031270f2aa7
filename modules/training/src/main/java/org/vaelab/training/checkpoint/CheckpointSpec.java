package org.vaelab.training.checkpoint;

import org.vaelab.input.Settings;

/**
 * How often a training is saved so that it can go on after a stop.
 *
 * @param every after how many epochs; the last is always saved
 * @param keep how many of the newest are kept
 */
public record CheckpointSpec(int every, int keep) {
  /** Checks both. */
  public CheckpointSpec {
    new Settings().atLeast("every", every, 1).atLeast("keep", keep, 1).check();
  }

  /** Each epoch, the newest two: one to go on from should the other be damaged. */
  public CheckpointSpec() {
    this(1, 2);
  }
}
