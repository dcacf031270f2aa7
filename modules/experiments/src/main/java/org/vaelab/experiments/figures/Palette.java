package org.vaelab.experiments.figures;

import java.awt.Color;

/** Colours that stay apart, also for most colour-blind eyes; they repeat after ten. */
final class Palette {
  private static final int[] COLOURS = {
    0x3366CC, 0xDC3912, 0xFF9900, 0x109618, 0x990099, 0x0099C6, 0xDD4477, 0x66AA00, 0x7A4A2B,
    0x5F6B7A
  };

  private Palette() {}

  static Color opaque(int index) {
    return new Color(COLOURS[index % COLOURS.length]);
  }

  static Color translucent(int index, int alpha) {
    Color colour = opaque(index);
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }
}
