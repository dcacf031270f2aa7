package org.vaelab.experiments.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.vaelab.experiments.drawing.Canvas;
import org.vaelab.experiments.drawing.ColourMap;
import org.vaelab.experiments.drawing.HeatMap;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.Mosaic;
import org.vaelab.experiments.drawing.TileStyle;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.input.ImageShape;

/** Sheets of tiles and heat maps, from fixed arrays to pixels. */
class SheetDrawingTest {
  private static final ImageShape DOT = new ImageShape(1, 1, 1);
  private static final int GAP = 6;

  @Test
  void viridisGoesFromVioletOverGreenToYellow() {
    assertThat(ColourMap.VIRIDIS.rgb(0)).isEqualTo(0x440154);
    assertThat(ColourMap.VIRIDIS.rgb(0.5f)).isEqualTo(0x21918c);
    assertThat(ColourMap.VIRIDIS.rgb(1)).isEqualTo(0xfde725);
    assertThat(ColourMap.VIRIDIS.rgb(-4)).isEqualTo(0x440154);
    assertThat(ColourMap.VIRIDIS.rgb(4)).isEqualTo(0xfde725);
    assertThat(ColourMap.GREY.rgb(0.5f)).isEqualTo(0x808080);
  }

  @Test
  void autoscaleStretchesEachTileToItsOwnRange() {
    ImageShape pair = new ImageShape(1, 1, 2);
    BufferedImage picture =
        ImageGrid.draw(
            List.<float[][]>of(new float[][] {{0.4f, 0.6f}, {0.9f, 0.1f}, {0.7f, 0.7f}}),
            List.of(),
            List.of(),
            new TileStyle(pair, 10, ColourMap.VIRIDIS, true));

    assertThat(rgb(picture, 24 + 5, 24 + 5)).isEqualTo(0x440154);
    assertThat(rgb(picture, 24 + 15, 24 + 5)).isEqualTo(0xfde725);
    assertThat(rgb(picture, 24 + 26 + 5, 24 + 5)).isEqualTo(0xfde725);
    assertThat(rgb(picture, 24 + 26 + 15, 24 + 5)).isEqualTo(0x440154);
    assertThat(rgb(picture, 24 + 52 + 5, 24 + 5)).isEqualTo(0x440154);
  }

  @Test
  void aCaptionStandsOnWhiteInTheTopLeftCornerOfItsTile() {
    float[][] black = {{0}, {0}};
    BufferedImage picture =
        ImageGrid.draw(
            List.<float[][]>of(black),
            List.of(),
            List.of("c=1", "c=2"),
            TileStyle.grey(DOT, ImageGrid.TILE));

    for (int left : new int[] {24, 24 + 112 + GAP}) {
      assertThat(rgb(picture, left, 24)).isEqualTo(0xffffff);
      assertThat(rgb(picture, left + 111, 24)).isZero();
      assertThat(rgb(picture, left, 24 + 111)).isZero();
      assertThat(hasInk(picture, left + 4, 24 + 2, 30, 18)).isTrue();
    }
  }

  /** Three blocks of one tile, two side by side, each under its title. */
  @Test
  void aMosaicPutsEachBlockUnderItsTitle() {
    List<Mosaic.Block> blocks =
        List.of(block("a", 0), new Mosaic.Block(List.of("b"), List.of()), block("c", 0.5f));
    BufferedImage picture = Mosaic.draw(blocks, 2, GAP, TileStyle.grey(DOT, 112));

    int head = Canvas.lineHeight() + 6;
    int stepX = 112 + 36;
    int stepY = head + 112 + 36;
    assertThat(picture.getWidth()).isEqualTo(2 * 24 + 2 * stepX - 36);
    assertThat(picture.getHeight()).isEqualTo(2 * 24 + 2 * stepY - 36);
    assertThat(rgb(picture, 24, 24 + head)).isZero();
    assertThat(rgb(picture, 24 + 111, 24 + head + 111)).isZero();
    assertThat(rgb(picture, 24 + stepX + 50, 24 + head + 50)).isEqualTo(0xffffff);
    assertThat(rgb(picture, 24, 24 + stepY + head)).isEqualTo(0x808080);
    assertThat(hasInk(picture, 24 + 40, 24, 32, head)).isTrue();
    assertThat(hasInk(picture, 24 + stepX + 40, 24, 32, head)).isTrue();
    assertThat(hasInk(picture, 24 + 40, 24 + stepY, 32, head)).isTrue();
  }

  private static Mosaic.Block block(String title, float value) {
    return new Mosaic.Block(List.of(title), List.<float[][]>of(new float[][] {{value}}));
  }

  /** Ten images: two pairs of columns of five. */
  @Test
  void pairsGoDownAndThenAcross() {
    float[][] inputs = new float[10][];
    float[][] outputs = new float[10][];
    Arrays.setAll(inputs, i -> new float[] {i / 20f});
    Arrays.setAll(outputs, i -> new float[] {(i + 10) / 20f});
    int tile = 1000; // wider than the titles
    BufferedImage picture =
        ReconstructionsSpec.pairs(
            new ImageSetReader.Reconstructed(inputs, outputs),
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            TileStyle.grey(DOT, tile));

    int names = Canvas.widest(List.of("0")) + 12;
    int top = 24 + Canvas.lineHeight() + 6 + tile / 2;
    int left = 24 + names + tile / 2;
    int step = tile + GAP;
    int block = names + 2 * step - GAP + 36;
    assertThat(picture.getWidth()).isEqualTo(2 * 24 + 2 * block - 36);
    assertThat(rgb(picture, left, top + 4 * step)).isEqualTo(grey(4));
    assertThat(rgb(picture, left + step, top + 4 * step)).isEqualTo(grey(14));
    assertThat(rgb(picture, left + block, top)).isEqualTo(grey(5));
    assertThat(rgb(picture, left + block + step, top + 4 * step)).isEqualTo(grey(19));
    assertThat(hasInk(picture, 24, 24, tile, Canvas.lineHeight())).isTrue();
    assertThat(hasInk(picture, 24 + block + step, 24, tile, Canvas.lineHeight())).isTrue();
    assertThat(hasInk(picture, 24, top - 20, names, 40)).isTrue();
    assertThat(hasInk(picture, 24 + block, top + 4 * step - 20, names, 40)).isTrue();
  }

  /** The places of the first and last codes stand beside and below the sheet. */
  @Test
  void aManifoldHasItsPlacesOnBothAxes() {
    CodeSheets.Axes down = CodeSheets.Axes.of(new double[] {-1, 0, 0.5, 2}, false);
    CodeSheets.Axes up = CodeSheets.Axes.of(new double[] {-1, 0, 0.5, 2}, true);

    assertThat(down.columns()).containsExactly("z1 = -1.00", "0.00", "", "2.00");
    assertThat(down.rows()).containsExactly("z2 = -1.00", "0.00", "", "2.00");
    assertThat(up.rows()).containsExactly("z2 = 2.00", "0.50", "", "-1.00");

    BufferedImage picture =
        Mosaic.draw(
            List.of(
                new Mosaic.Block(
                    List.of(),
                    List.of("", "b"),
                    List.of("c"),
                    List.<float[][]>of(new float[][] {{1}}, new float[][] {{1}}))),
            1,
            0,
            TileStyle.grey(DOT, 112));
    int left = 24 + Canvas.widest(List.of("b")) + 12;
    assertThat(picture.getHeight()).isEqualTo(2 * 24 + 2 * 112 + Canvas.lineHeight());
    assertThat(hasInk(picture, 24, 24 + 112, left - 24, 112)).isTrue();
    assertThat(hasInk(picture, 24, 24, left - 24, 112)).isFalse();
    assertThat(hasInk(picture, left, 24 + 224, 112, Canvas.lineHeight())).isTrue();
  }

  private static int grey(int twentieths) {
    return ColourMap.GREY.rgb(twentieths / 20f);
  }

  @Test
  void aHeatMapHasItsRowsFromTheTopAndABarOfItsRange() {
    BufferedImage picture = HeatMap.draw(new float[][] {{-2, 0}, {1, 2}}, "title", "entry");

    int left = 24 + Canvas.widest(List.of("2")) + 20;
    int top = 24 + Canvas.lineHeight() + 10;
    assertThat(rgb(picture, left, top)).isEqualTo(0x440154);
    assertThat(rgb(picture, left + 783, top)).isEqualTo(0x21918c);
    assertThat(rgb(picture, left, top + 783)).isEqualTo(ColourMap.VIRIDIS.rgb(0.75f));
    assertThat(rgb(picture, left + 783, top + 783)).isEqualTo(0xfde725);
    int bar = left + 784 + 24;
    assertThat(rgb(picture, bar, top)).isEqualTo(0xfde725);
    assertThat(rgb(picture, bar, top + 783)).isEqualTo(0x440154);
    assertThat(hasInk(picture, bar + 46, top, 40, Canvas.lineHeight())).isTrue();
    assertThat(hasInk(picture, bar + 46, top + 784 - Canvas.lineHeight(), 40, 30)).isTrue();
  }

  @Test
  void aHeatMapOfEqualValuesHasTheLowestColour() {
    BufferedImage picture = HeatMap.draw(new float[][] {{3}}, "title", "entry");

    assertThat(rgb(picture, 24 + Canvas.widest(List.of("1")) + 20, 24 + Canvas.lineHeight() + 10))
        .isEqualTo(0x440154);
  }

  @Test
  void klBarsDescendAndSayHowManyAreActive() {
    CategoryChart chart = KlDimensionsSpec.chart(new float[] {0.009f, 2, 0.5f, 0.01f}, 1000);

    assertThat(chart.getTitle()).contains("2 of 4 active");
    assertThat(chart.getYAxisTitle()).isEqualTo("nats, mean of 1,000 test images");
    CategorySeries bars = chart.getSeriesMap().values().iterator().next();
    assertThat(bars.getXData().toString()).isEqualTo("[2, 3, 4, 1]");
    assertThat(bars.getYData().toString()).isEqualTo("[2.0, 0.5, 0.01, 0.009]");
  }

  /** Whether anything darker than mid-grey stands in that rectangle. */
  private static boolean hasInk(BufferedImage picture, int left, int top, int width, int height) {
    for (int x = left; x < left + width; x++) {
      for (int y = top; y < top + height; y++) {
        if ((rgb(picture, x, y) & 0xff) < 0x80) {
          return true;
        }
      }
    }
    return false;
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xffffff;
  }
}
