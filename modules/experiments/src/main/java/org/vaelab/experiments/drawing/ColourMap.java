package org.vaelab.experiments.drawing;

/** Which colours grey values are shown in. */
public enum ColourMap {
  /** Black to white. */
  GREY("grey"),
  /**
   * Dark violet over green to yellow, to the eye as evenly spaced as its numbers (Smith and van der
   * Walt, 2015, dedicated to the public as CC0).
   */
  VIRIDIS("viridis");

  /** Every eighth of the 256 colours; what is interpolated between them is within 3 of 255. */
  private static final int[] VIRIDIS_COLOURS = {
    0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453781, 0x424086, 0x3e4989, 0x3b528b,
    0x375b8d, 0x33638d, 0x2f6b8e, 0x2c728e, 0x297a8e, 0x26828e, 0x23898e, 0x21918c, 0x1f978b,
    0x1f9f88, 0x21a685, 0x27ad81, 0x31b57b, 0x3dbc74, 0x4cc26c, 0x5cc863, 0x6ece58, 0x81d34d,
    0x95d840, 0xaadc32, 0xc0df25, 0xd5e21a, 0xeae51a, 0xfde725
  };

  private final String word;

  ColourMap(String word) {
    this.word = word;
  }

  /**
   * The colour of a value.
   *
   * @param value one outside of [0, 1] has the colour of its nearer end
   * @return 0xRRGGBB
   */
  public int rgb(float value) {
    float clamped = Math.min(1, Math.max(0, value));
    return this == GREY ? 0x010101 * Math.round(255 * clamped) : between(VIRIDIS_COLOURS, clamped);
  }

  /** The colour at that share of the way through {@code colours}. */
  private static int between(int[] colours, float share) {
    double place = (colours.length - 1) * (double) share;
    int lower = Math.min((int) place, colours.length - 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colours[lower] >> shift & 0xff;
      int to = colours[lower + 1] >> shift & 0xff;
      colour |= (int) Math.round(from + (place - lower) * (to - from)) << shift;
    }
    return colour;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
