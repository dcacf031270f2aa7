package org.vaelab.experiments.drawing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * At most 256 colours for all pictures of an animation, so that none flickers: the most frequent of
 * all, each some way from those before it.
 */
final class GifPalette {
  private static final int MOST = 256;

  /** The square of the distance in RGB below which two colours look the same. */
  private static final int APART = 48;

  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Map<Integer, Byte> nearest = new HashMap<>();
  private final List<Integer> colours = new ArrayList<>();

  /** Counts the colours of a picture; all are to be counted before the first is indexed. */
  void count(BufferedImage picture) {
    int[] pixels = pixels(picture);
    int start = 0;
    for (int i = 1; i <= pixels.length; i++) {
      if (i == pixels.length || pixels[i] != pixels[start]) {
        counts.merge(pixels[start], i - start, Integer::sum);
        start = i;
      }
    }
  }

  /** The picture with each pixel in the nearest of the colours. */
  BufferedImage index(BufferedImage picture) {
    if (colours.isEmpty()) {
      choose();
    }
    byte[] indexes = new byte[picture.getWidth() * picture.getHeight()];
    int[] pixels = pixels(picture);
    for (int i = 0; i < pixels.length; i++) {
      indexes[i] = nearest.computeIfAbsent(pixels[i], this::nearest);
    }
    BufferedImage indexed =
        new BufferedImage(
            picture.getWidth(),
            picture.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            colourModel());
    indexed.getRaster().setDataElements(0, 0, picture.getWidth(), picture.getHeight(), indexes);
    return indexed;
  }

  private void choose() {
    List<Integer> frequent = new ArrayList<>(counts.keySet());
    frequent.sort(
        Comparator.<Integer>comparingInt(colour -> -counts.getOrDefault(colour, 0))
            .thenComparingInt(colour -> colour));
    for (int colour : frequent) {
      if (colours.size() == MOST) {
        break;
      }
      if (colours.stream().allMatch(taken -> distance(taken, colour) >= APART)) {
        colours.add(colour);
      }
    }
  }

  private IndexColorModel colourModel() {
    int[] map = new int[MOST];
    for (int i = 0; i < colours.size(); i++) {
      map[i] = colours.get(i);
    }
    return new IndexColorModel(8, MOST, map, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private byte nearest(int colour) {
    int best = 0;
    for (int i = 1; i < colours.size(); i++) {
      if (distance(colours.get(i), colour) < distance(colours.get(best), colour)) {
        best = i;
      }
    }
    return (byte) best;
  }

  private static int distance(int first, int second) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int difference = (first >> shift & 0xff) - (second >> shift & 0xff);
      sum += difference * difference;
    }
    return sum;
  }

  /** Without their alpha. */
  private static int[] pixels(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xffffff;
    }
    return pixels;
  }
}
