package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.vaelab.experiments.drawing.ColourMap;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.TileStyle;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/**
 * New images: the decoder's mean from draws of the prior.
 *
 * @param rows how many rows; a conditional model with one row per class has as many as classes
 * @param columns how many images a row has
 * @param labels whether each image has its class number in its corner
 * @param arrangement where the images of a conditional model stand
 * @param palette the colours of grey images
 * @param autoscale whether each image is stretched from its own least to its own greatest value
 * @param sharedCodes whether the images of a conditional model that have the same number within
 *     their class have the same code (the same noise where the prior depends on the class)
 * @param epochs at which epochs it is drawn; empty for once after the training
 */
public record SamplesSpec(
    int rows,
    int columns,
    boolean labels,
    SampleArrangement arrangement,
    ColourMap palette,
    boolean autoscale,
    boolean sharedCodes,
    List<Integer> epochs)
    implements FigureSpec {
  private static final String STREAM = "figure-samples";

  /** From how many columns on tiles are half as large, so that the sheet fits a screen. */
  private static final int WIDE = 16;

  /** Checks the counts. */
  public SamplesSpec {
    epochs = List.copyOf(epochs);
    new Settings().between("rows", rows, 1, 100).between("columns", columns, 1, 100).check();
  }

  /** Ten rows of ten, or one row per class. */
  public SamplesSpec() {
    this(10, 10, false, SampleArrangement.CLASS_ROWS, ColourMap.GREY, false, false, List.of());
  }

  @Override
  public String fileName() {
    return "samples";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.SAMPLE, Ability.DECODE);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    LabelChecks checks = new LabelChecks(subject, conflicts);
    checks.needLabels("labels", labels);
    checks.needLabels("arrangement", arrangement == SampleArrangement.CLASSES_IN_ORDER);
    checks.needLabels("sharedCodes", sharedCodes);
    conflicts.require(
        palette == ColourMap.GREY || subject.dataset().shape().channels() == 1,
        "palette",
        "must be \"grey\" for images that have colours of their own, was \"" + palette + "\"");
  }

  @Override
  public long tilePixels(ImageShape shape, int classes) {
    boolean classRows = classes > 1 && arrangement == SampleArrangement.CLASS_ROWS;
    return TileStyle.grey(shape, tile()).pixels(columns, classRows ? classes : rows, ImageGrid.GAP);
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    List<String> names = source.data().classNames();
    boolean classRows =
        source.model().description().model().conditional()
            && arrangement == SampleArrangement.CLASS_ROWS;
    int[] classes = classes(classRows ? names.size() : rows, names.size());
    float[][] images = source.model().decode(codes(source, classes), classes);
    TileStyle grey = TileStyle.grey(source.data().shape(), tile());
    return ImageGrid.draw(
        ImageGrid.rows(images, columns),
        classRows && !labels ? names : List.of(),
        labels ? Arrays.stream(classes).mapToObj(each -> "c=" + each).toList() : List.of(),
        new TileStyle(grey.shape(), grey.scale(), palette, autoscale));
  }

  private int tile() {
    return columns < WIDE ? ImageGrid.TILE : ImageGrid.TILE / 2;
  }

  /** The class of each image, row by row; there may be fewer classes than rows. */
  int[] classes(int drawnRows, int all) {
    int[] classes = new int[drawnRows * columns];
    boolean inOrder = arrangement == SampleArrangement.CLASSES_IN_ORDER;
    Arrays.setAll(classes, i -> (inOrder ? i : i / columns) % all);
    return classes;
  }

  /** The code of each image, row by row. */
  float[][] codes(FigureSource source, int[] classes) {
    long seed = source.seeds().derive(STREAM);
    if (!sharedCodes) {
      return source.model().drawPrior(classes, seed);
    }
    int[] used = new int[source.data().classNames().size()];
    float[][] codes = new float[classes.length][];
    float[][][] drawn = new float[used.length][][];
    for (int i = 0; i < classes.length; i++) {
      int label = classes[i];
      if (drawn[label] == null) {
        int[] same = new int[classes.length];
        Arrays.fill(same, label);
        drawn[label] = source.model().drawPrior(same, seed);
      }
      codes[i] = drawn[label][used[label]++];
    }
    return codes;
  }

  @Override
  public boolean isStandard() {
    return true;
  }
}
