package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.vaelab.data.ImageData;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.Mosaic;
import org.vaelab.experiments.drawing.TileStyle;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;

/**
 * Test images and what the model makes of them; in pairs each with the name of its class.
 *
 * @param count how many images, from the first test image on
 * @param layout how inputs and reconstructions are put together
 * @param z what of an image's posterior is decoded
 * @param pixels what of the decoder's distribution is shown, clamped to [0, 1]
 * @param autoscale whether each image is stretched from its own least to its own greatest value
 * @param epochs at which epochs it is drawn; empty for once after the training
 */
public record ReconstructionsSpec(
    int count,
    ReconstructionLayout layout,
    Representative z,
    Representative pixels,
    boolean autoscale,
    List<Integer> epochs)
    implements FigureSpec {
  private static final int LEAST_IN_COLUMN = 8;

  /** About as wide as the titles above, so that the tiles of a pair stand close. */
  private static final int PAIRED_TILE = 168;

  /** Checks the count. */
  public ReconstructionsSpec {
    epochs = List.copyOf(epochs);
    new Settings().between("count", count, 1, 10_000).check();
  }

  /** Twelve images over the decoder's means of their posterior means. */
  public ReconstructionsSpec() {
    this(12, ReconstructionLayout.ROWS, Representative.MEAN, Representative.MEAN, false, List.of());
  }

  @Override
  public String fileName() {
    return "reconstructions";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.RECONSTRUCT);
  }

  @Override
  public long tilePixels(ImageShape shape, int classes) {
    TileStyle style = TileStyle.grey(shape, ImageGrid.TILE);
    return switch (layout) {
      case ROWS -> style.pixels(count, 2, ImageGrid.GAP);
      case PAIRS -> TileStyle.grey(shape, PAIRED_TILE).pixels(2L, count, ImageGrid.GAP);
      case GRID, INPUTS -> style.pixels(1, count, ImageGrid.GAP);
    };
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    long seed = source.seeds().derive("figure-reconstructions");
    ImageSetReader.Reconstructed images =
        source.reader().reconstruct(source.data().test(), count, z, pixels, seed);
    TileStyle style = TileStyle.grey(source.data().shape(), ImageGrid.TILE).autoscaled(autoscale);
    return switch (layout) {
      case ROWS ->
          ImageGrid.draw(
              List.of(images.inputs(), images.outputs()),
              List.of("input", "reconstruction"),
              List.of(),
              style);
      case PAIRS ->
          pairs(
              images,
              names(source.data()),
              TileStyle.grey(source.data().shape(), PAIRED_TILE).autoscaled(autoscale));
      case GRID -> square(images.outputs(), style);
      case INPUTS -> square(images.inputs(), style);
    };
  }

  /** The class of each input. */
  private List<String> names(ImageData data) {
    return Arrays.stream(data.test().classes())
        .limit(count)
        .mapToObj(each -> data.classNames().get(each))
        .toList();
  }

  private static BufferedImage square(float[][] images, TileStyle style) {
    int columns = (int) Math.ceil(Math.sqrt(images.length));
    return ImageGrid.draw(ImageGrid.rows(images, columns), List.of(), List.of(), style);
  }

  /** The images go down the first pair of columns, then down the next. */
  static BufferedImage pairs(
      ImageSetReader.Reconstructed images, List<String> names, TileStyle style) {
    int all = images.inputs().length;
    int most = Math.max(LEAST_IN_COLUMN, (int) Math.ceil(Math.sqrt(all)));
    int across = (all + most - 1) / most;
    int down = (all + across - 1) / across;
    List<Mosaic.Block> blocks = new ArrayList<>();
    for (int from = 0; from < all; from += down) {
      List<float[][]> rows = new ArrayList<>();
      int to = Math.min(from + down, all);
      for (int i = from; i < to; i++) {
        rows.add(new float[][] {images.inputs()[i], images.outputs()[i]});
      }
      blocks.add(
          new Mosaic.Block(
              List.of("input", "reconstruction"), names.subList(from, to), List.of(), rows));
    }
    return Mosaic.draw(blocks, across, ImageGrid.GAP, style);
  }

  @Override
  public boolean isStandard() {
    return true;
  }
}
