package org.vaelab.models.outline;

/**
 * Pixels on each side of an image, added or taken off.
 *
 * @param top at least 0
 * @param bottom at least 0
 * @param left at least 0
 * @param right at least 0
 */
public record Sides(int top, int bottom, int left, int right) {
  /**
   * The same number on every side.
   *
   * @param pixels at least 0
   * @return four times that
   */
  public static Sides all(int pixels) {
    return new Sides(pixels, pixels, pixels, pixels);
  }

  /**
   * Pixels of both axes divided between their ends, the odd one at the end.
   *
   * @param high of the vertical axis
   * @param wide of the horizontal axis
   * @return half of each on each side
   */
  public static Sides halves(int high, int wide) {
    return new Sides(high / 2, high - high / 2, wide / 2, wide - wide / 2);
  }
}
