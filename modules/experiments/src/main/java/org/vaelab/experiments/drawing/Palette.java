package org.vaelab.experiments.drawing;

import java.awt.Color;
import java.util.Locale;

/** The colours of classes. */
public enum Palette {
  /** Ten that stay apart, also for most colour-blind eyes; they repeat. */
  DISTINCT(
      0x3366CC, 0xDC3912, 0xFF9900, 0x109618, 0x990099, 0x0099C6, 0xDD4477, 0x66AA00, 0x7A4A2B,
      0x5F6B7A),
  /** Black, red, green, blue, yellow, cyan, magenta, pink, violet, grey; they repeat. */
  NAMED(
      0x000000, 0xFF0000, 0x008000, 0x0000FF, 0xFFFF00, 0x00FFFF, 0xFF00FF, 0xFFC0CB, 0xEE82EE,
      0x808080),
  /** From dark violet over green to yellow, evenly from the first class to the last. */
  VIRIDIS(
      0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
      0xFDE725);

  /** Written by the constructor alone. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] colours;

  Palette(int... colours) {
    this.colours = colours;
  }

  /**
   * The colour of a class.
   *
   * @param index of the class
   * @param count how many classes there are
   * @return a colour
   */
  public Color opaque(int index, int count) {
    if (this != VIRIDIS) {
      return new Color(colours[index % colours.length]);
    }
    double place = count < 2 ? 0 : index * (colours.length - 1.0) / (count - 1);
    int below = (int) place;
    int above = Math.min(below + 1, colours.length - 1);
    return between(new Color(colours[below]), new Color(colours[above]), place - below);
  }

  Color translucent(int index, int count, int alpha) {
    Color colour = opaque(index, count);
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  private static Color between(Color first, Color second, double share) {
    return new Color(
        between(first.getRed(), second.getRed(), share),
        between(first.getGreen(), second.getGreen(), share),
        between(first.getBlue(), second.getBlue(), share));
  }

  private static int between(int first, int second, double share) {
    return (int) Math.round(first + share * (second - first));
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
