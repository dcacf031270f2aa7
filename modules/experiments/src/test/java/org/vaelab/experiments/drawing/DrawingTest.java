package org.vaelab.experiments.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vaelab.experiments.embedding.PlanePoints;
import org.vaelab.input.ImageShape;

class DrawingTest {
  @Test
  void gridPutsEachImageInItsPlaceInItsColours() {
    ImageShape shape = new ImageShape(3, 1, 2);
    float[] redThenBlue = {1, 0, 0, 0, 0, 1};
    float[] grey = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    BufferedImage picture =
        ImageGrid.draw(
            List.of(new float[][] {redThenBlue, grey}, new float[][] {grey}), List.of(), shape);

    // A tile is 2 pixels wide at 56 times their size; gaps of 6, a margin of 24.
    assertThat(picture.getWidth()).isEqualTo(24 + 112 + 6 + 112 + 24);
    assertThat(picture.getHeight()).isEqualTo(24 + 56 + 6 + 56 + 24);
    assertThat(rgb(picture, 24, 24)).isEqualTo(0xff0000);
    assertThat(rgb(picture, 24 + 55, 24 + 55)).isEqualTo(0xff0000);
    assertThat(rgb(picture, 24 + 56, 24)).isEqualTo(0x0000ff);
    assertThat(rgb(picture, 24 + 118, 24)).isEqualTo(0x808080);
    assertThat(rgb(picture, 24, 24 + 62)).isEqualTo(0x808080);
    assertThat(rgb(picture, 24 + 118, 24 + 62)).isEqualTo(0xffffff);
    assertThat(rgb(picture, 23, 24)).isEqualTo(0xffffff);
  }

  @Test
  void gridClampsValuesOutsideOfZeroToOne() {
    BufferedImage picture =
        ImageGrid.draw(
            List.<float[][]>of(new float[][] {{-3, 7}}), List.of("row"), new ImageShape(1, 1, 2));

    assertThat(rgb(picture, picture.getWidth() - 25, 30)).isEqualTo(0xffffff);
    assertThat(rgb(picture, picture.getWidth() - 135, 30)).isEqualTo(0x000000);
  }

  @Test
  void scatterShowsEachClassInItsColour() {
    BufferedImage picture =
        new ScatterPlot("title", List.of("a", "b", "c", "d"), Palette.DISTINCT, null, null)
            .draw(
                new PlanePoints(new double[] {0, 1, 2}, new double[] {0, 1, 2}, "x", "y"),
                new int[] {0, 1, 3});

    assertThat(picture.getWidth()).isBetween(780, 900);
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        colours.add(rgb(picture, x, y));
      }
    }
    assertThat(colours).contains(onWhite(0), onWhite(1), onWhite(3)).doesNotContain(onWhite(2));
  }

  /** Else the last class would hide all others where they overlap. */
  @Test
  void noClassIsDrawnOverAllOthers() {
    int count = 4_000;
    double[] nowhere = new double[count];
    int[] classes = new int[count];
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < count; i++) {
      nowhere[i] = random.nextDouble();
      classes[i] = 2 * i / count;
    }
    double[] elsewhere = random.doubles(count).toArray();
    BufferedImage picture =
        new ScatterPlot("", List.of("a", "b"), Palette.NAMED, null, null)
            .draw(new PlanePoints(nowhere, elsewhere, "", ""), classes);

    long red = 0;
    long black = 0;
    for (int x = 200; x < 600; x++) {
      for (int y = 200; y < 500; y++) {
        int colour = rgb(picture, x, y);
        red += (colour >> 16) > 0xc0 && (colour & 0xff) < 0x40 ? 1 : 0;
        black += (colour >> 16) < 0x40 ? 1 : 0;
      }
    }
    assertThat(red / (double) black).isBetween(0.7, 1.4);
  }

  /** A title that was cut at both ends would not say what is shown. */
  @Test
  void aLongTitleIsWrittenSmaller() {
    BufferedImage picture =
        new ScatterPlot("M".repeat(80), List.of("a"), Palette.DISTINCT, null, null)
            .draw(new PlanePoints(new double[] {0}, new double[] {0}, "", ""), new int[] {0});

    for (int x : new int[] {0, 4, picture.getWidth() - 5, picture.getWidth() - 1}) {
      for (int y = 0; y < 50; y++) {
        assertThat(rgb(picture, x, y)).isEqualTo(0xffffff);
      }
    }
    assertThat(rgb(picture, picture.getWidth() / 2 - 200, 45)).isEqualTo(0xffffff);
  }

  /** As large as letters, in the order of the classes, right of the plot. */
  @Test
  void theLegendHasASwatchForEachClassOrABar() {
    for (Palette palette : new Palette[] {Palette.DISTINCT, Palette.VIRIDIS}) {
      BufferedImage picture =
          new ScatterPlot("", List.of("a", "b", "c"), palette, null, null)
              .draw(new PlanePoints(new double[] {0}, new double[] {0}, "", ""), new int[] {0});
      int[] seen = new int[3];
      for (int x = 720; x < picture.getWidth(); x++) {
        for (int y = 0; y < picture.getHeight(); y++) {
          for (int k = 0; k < 3; k++) {
            seen[k] += rgb(picture, x, y) == (palette.opaque(k, 3).getRGB() & 0xffffff) ? 1 : 0;
          }
        }
      }
      for (int k = 0; k < 3; k++) {
        assertThat(seen[k]).as(palette + " " + k).isGreaterThan(300);
      }
    }
  }

  /** Half the limit shows a distance twice as large, and zero stays in the middle. */
  @Test
  void limitsFixBothAxes() {
    double[] narrow = spots(4);
    double[] wide = spots(8);

    // Wider numbers beside an axis leave it a little less room.
    assertThat((narrow[2] - narrow[0]) / (wide[2] - wide[0])).isCloseTo(2, within(0.06));
    assertThat((narrow[3] - narrow[1]) / (wide[3] - wide[1])).isCloseTo(2, within(0.01));
    assertThat((narrow[1] + narrow[3]) / 2).isCloseTo((wide[1] + wide[3]) / 2, within(3.0));
    // A point outside is not drawn over what is beside the plot.
    assertThat(spots(1)).containsOnly(Double.NaN);
  }

  /** The pixels x, y where a red point at (-2, -2) and a blue one at (2, 2) are drawn. */
  private static double[] spots(double limit) {
    BufferedImage picture =
        new ScatterPlot("", List.of("a", "b", "c", "d"), Palette.NAMED, limit, limit)
            .draw(
                new PlanePoints(new double[] {-2, 2}, new double[] {-2, 2}, "", ""),
                new int[] {1, 3});
    double[] spots = new double[4];
    int[] colours = {onWhite(Palette.NAMED, 1, 4), onWhite(Palette.NAMED, 3, 4)};
    for (int k = 0; k < 2; k++) {
      int count = 0;
      // Right of 720 is the legend.
      for (int x = 0; x < 720; x++) {
        for (int y = 0; y < picture.getHeight(); y++) {
          if (rgb(picture, x, y) == colours[k]) {
            spots[2 * k] += x;
            spots[2 * k + 1] += y;
            count++;
          }
        }
      }
      spots[2 * k] /= count;
      spots[2 * k + 1] /= count;
    }
    return spots;
  }

  @Test
  void paletteOfViridisRunsFromTheFirstClassToTheLast() {
    assertThat(Palette.VIRIDIS.opaque(0, 10).getRGB()).isEqualTo(0xff440154);
    assertThat(Palette.VIRIDIS.opaque(9, 10).getRGB()).isEqualTo(0xfffde725);
    assertThat(Palette.VIRIDIS.opaque(4, 5).getRGB()).isEqualTo(0xfffde725);
    assertThat(Palette.VIRIDIS.opaque(1, 3).getRGB()).isEqualTo(0xff23908c);
    assertThat(Palette.NAMED.opaque(10, 12).getRGB()).isEqualTo(0xff000000);
  }

  @Test
  void linesAreDrawnForOneEpochAndForMany() {
    for (int epochs : new int[] {1, 2, 60}) {
      double[] x = new double[epochs];
      double[] values = new double[epochs];
      for (int i = 0; i < epochs; i++) {
        x[i] = i + 1;
        values[i] = 1.0 / (i + 1);
      }
      Map<String, double[]> lines = new LinkedHashMap<>(Map.of("train", values));
      BufferedImage picture =
          Charts.paint(List.of(LinePlot.create("Loss", "nats per image", x, lines)));
      assertThat(picture.getHeight()).isEqualTo(720);
    }
  }

  @Test
  void aCombinedPanelBeginsAtZero() {
    Map<String, double[]> lines = Map.of("Loss", new double[] {150, 149});

    assertThat(LinePlot.fromZero("t", "nats", new double[] {1, 2}, lines).getStyler().getYAxisMin())
        .isZero();
    assertThat(
            LinePlot.fromZero("t", "nats", new double[] {1}, Map.of("Loss", new double[] {-3}))
                .getStyler()
                .getYAxisMin())
        .isNull();
  }

  private static int onWhite(int index) {
    return onWhite(Palette.DISTINCT, index, 4);
  }

  private static int onWhite(Palette palette, int index, int count) {
    double alpha = ScatterPlot.ALPHA / 255.0;
    int colour = palette.opaque(index, count).getRGB();
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int channel = colour >> shift & 0xff;
      mixed |= (int) Math.round(alpha * channel + (1 - alpha) * 255) << shift;
    }
    return mixed;
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xffffff;
  }
}
