package org.vaelab.losses.schedule;

/** The full weight from the first step. */
public record NoWarmUp() implements WarmUp {
  @Override
  public double factor(Progress progress) {
    return 1;
  }

  @Override
  public boolean changes() {
    return false;
  }
}
