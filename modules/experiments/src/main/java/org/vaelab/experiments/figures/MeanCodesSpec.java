package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.drawing.ImageGrid;
import org.vaelab.experiments.drawing.Mosaic;
import org.vaelab.experiments.drawing.TileStyle;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.FigureSubject;

/**
 * What the decoder makes of the mean code of each class: the mean of the posterior means of its
 * training images, with noise where wanted. A class without images gets none.
 *
 * @param images how many training images are read, from the first on; null for all
 * @param noise the standard deviation of what is added to the codes; 0 for nothing
 * @param label the only class that is shown; null for all
 * @param count how many images of that one class
 */
public record MeanCodesSpec(
    @Nullable Integer images, double noise, @Nullable Integer label, int count)
    implements FigureSpec {
  private static final String STREAM = "figure-mean-codes";

  /** Checks the numbers. */
  public MeanCodesSpec {
    new Settings()
        .atLeast("images", images == null ? 1 : images, 1)
        .atLeast("noise", noise, 0)
        .atLeast("label", label == null ? 0 : label, 0)
        .between("count", count, 1, 10_000)
        .require(
            label == null || noise != 0 || count == 1,
            "noise",
            "must be > 0 with a label: without it all " + count + " images are the same")
        .check();
  }

  /** The mean codes of all classes as they are. */
  public MeanCodesSpec() {
    this(null, 0, null, 10);
  }

  @Override
  public String fileName() {
    return "mean-codes";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.ENCODE, Ability.DECODE);
  }

  @Override
  public void check(FigureSubject subject, Settings conflicts) {
    new LabelChecks(subject, conflicts).exists(label);
    conflicts.require(
        label != null || count == new MeanCodesSpec().count(),
        "count",
        "is for one class; set label");
  }

  @Override
  public long tilePixels(ImageShape shape, int classes) {
    return TileStyle.grey(shape, ImageGrid.TILE)
        .pixels(1, label == null ? 1 : count, Mosaic.BETWEEN);
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    Map<Integer, float[]> means =
        source
            .reader()
            .classMeans(
                source.data().train(),
                images == null ? Integer.MAX_VALUE : images,
                source.seeds().derive(STREAM));
    int[] classes = classes(source.data().classNames().size());
    TrainedModel model = source.model();
    float[][] draws = model.drawNoise(classes.length, source.seeds().derive(STREAM + "-noise"));
    List<Mosaic.Block> blocks = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      float[] mean = means.get(classes[i]);
      List<float[][]> tile =
          mean == null
              ? List.of()
              : List.<float[][]>of(
                  model.decode(new float[][] {withNoise(mean, draws[i])}, new int[] {classes[i]}));
      blocks.add(new Mosaic.Block(List.of(source.data().classNames().get(classes[i])), tile));
    }
    return Mosaic.draw(
        blocks,
        CodeSheets.ACROSS,
        ImageGrid.GAP,
        TileStyle.grey(source.data().shape(), ImageGrid.TILE));
  }

  private int[] classes(int all) {
    if (label == null) {
      return IntStream.range(0, all).toArray();
    }
    int[] classes = new int[count];
    Arrays.fill(classes, label);
    return classes;
  }

  private float[] withNoise(float[] mean, float[] draw) {
    float[] code = new float[mean.length];
    for (int i = 0; i < code.length; i++) {
      code[i] = mean[i] + (float) noise * draw[i];
    }
    return code;
  }
}
