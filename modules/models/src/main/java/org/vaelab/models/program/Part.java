package org.vaelab.models.program;

import org.jspecify.annotations.Nullable;

/**
 * A part of a network in a program.
 *
 * @param value the name of what it gives
 * @param back how a gradient goes back through it
 */
record Part(String value, Back back) {
  /** The way back through a part. */
  @FunctionalInterface
  interface Back {
    /**
     * Writes the gradients of the part's parameters and of its input.
     *
     * @param gradient the name of that of the part's value
     * @param wanted whether somebody needs that of its input
     * @return the name of that of its input; null where it is not wanted
     */
    @Nullable String through(String gradient, boolean wanted);
  }
}
