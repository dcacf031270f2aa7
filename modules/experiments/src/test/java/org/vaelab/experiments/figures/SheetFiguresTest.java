package org.vaelab.experiments.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.drawing.Canvas;
import org.vaelab.experiments.drawing.ColourMap;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.Seeds;

/** Every figure of a small network with its first weights, on drawn digits. */
class SheetFiguresTest {
  private static final List<Integer> NEVER_EARLY = List.of();

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());
  private final ImageData data =
      new DataSpec(new DrawnDigits(), Transform.UNIT, 0, 60, 30)
          .load(manager, DataSources.of(null, Map.of()));

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyFigureIsDrawnAndTwiceTheSame() {
    for (boolean conditional : new boolean[] {false, true}) {
      FigureSource source = source(conditional, new BernoulliLikelihoodSpec());
      for (FigureSpec figure : figures(conditional)) {
        BufferedImage picture = figure.draw(source);
        assertThat(picture.getWidth()).as(figure.toString()).isGreaterThan(100);
        assertThat(pixels(figure.draw(source))).as(figure.toString()).isEqualTo(pixels(picture));
      }
    }
  }

  /** What is too large is refused by this number, before anything is drawn. */
  @Test
  void sheetsAreAboutAsLargeAsAnnounced() {
    FigureSource source = source(true, new BernoulliLikelihoodSpec());
    List<FigureSpec> large = new ArrayList<>(figures(true));
    large.add(
        new SamplesSpec(
            12,
            15,
            false,
            SampleArrangement.CLASSES_IN_ORDER,
            ColourMap.GREY,
            false,
            false,
            NEVER_EARLY));
    for (FigureSpec figure : large) {
      BufferedImage picture = figure.draw(source);
      long drawn = (long) picture.getWidth() * picture.getHeight();
      assertThat(figure.tilePixels(data.shape(), 10)).as(figure.toString()).isBetween(0L, drawn);
    }
    for (FigureSpec figure : List.of(large.get(large.size() - 1), new ClassSheetSpec())) {
      BufferedImage picture = figure.draw(source);
      long drawn = (long) picture.getWidth() * picture.getHeight();
      assertThat(figure.tilePixels(data.shape(), 10)).isGreaterThan(drawn * 4 / 5);
    }
    assertThat(new KlDimensionsSpec().tilePixels(data.shape(), 10)).isZero();
  }

  private static List<FigureSpec> figures(boolean conditional) {
    List<FigureSpec> figures = new ArrayList<>();
    for (ReconstructionLayout layout : ReconstructionLayout.values()) {
      figures.add(
          new ReconstructionsSpec(
              7, layout, Representative.SAMPLE, Representative.SAMPLE, true, NEVER_EARLY));
    }
    for (SampleArrangement arrangement : SampleArrangement.values()) {
      figures.add(
          new SamplesSpec(
              2, 3, conditional, arrangement, ColourMap.VIRIDIS, true, conditional, NEVER_EARLY));
    }
    figures.add(new ManifoldSpec(4, new LinearRange(), TopRow.HIGHEST, null));
    figures.add(new ClassSheetSpec(3, null));
    figures.add(new MeanCodesSpec(20, 0, null, 10));
    figures.add(new MeanCodesSpec(null, 0.5, 3, 4));
    figures.add(new KlDimensionsSpec());
    return figures;
  }

  @Test
  void aManifoldHasEachCodeInItsPlace() {
    FigureSource source = source(true, new BernoulliLikelihoodSpec());
    float[] lowLeft = decode(source, -2, -2, 7);
    float[] lowRight = decode(source, 1, -2, 7);
    float[] highLeft = decode(source, -2, 1, 7);

    BufferedImage down =
        rightOf(
            "z2 = -2.00",
            new ManifoldSpec(2, new LinearRange(-2, 1), TopRow.LOWEST, 7).draw(source));
    assertThat(tile(down, 0, 0, 560)).isEqualTo(levels(lowLeft));
    assertThat(tile(down, 1, 0, 560)).isEqualTo(levels(lowRight));
    assertThat(tile(down, 0, 1, 560)).isEqualTo(levels(highLeft));
    BufferedImage up =
        rightOf(
            "z2 = 1.00",
            new ManifoldSpec(2, new LinearRange(-2, 1), TopRow.HIGHEST, 7).draw(source));
    assertThat(tile(up, 0, 1, 560)).isEqualTo(levels(lowLeft));
    assertThat(tile(up, 1, 1, 560)).isEqualTo(levels(lowRight));
    assertThat(tile(up, 0, 0, 560)).isEqualTo(levels(highLeft));
    assertThat(levels(lowLeft)).isNotEqualTo(levels(lowRight)).isNotEqualTo(levels(highLeft));
  }

  /** What is right of the names of the rows, with the margin as if there were none. */
  private static BufferedImage rightOf(String widest, BufferedImage picture) {
    int names = Canvas.widest(List.of(widest)) + 12;
    return picture.getSubimage(names, 0, picture.getWidth() - names, picture.getHeight());
  }

  @Test
  void aManifoldOfAllClassesHasFiveSheetsInARow() {
    FigureSource source = source(true, new BernoulliLikelihoodSpec());
    BufferedImage picture =
        new ManifoldSpec(2, new LinearRange(-2, 1), TopRow.LOWEST, null).draw(source);

    int head = Canvas.lineHeight() + 6;
    int foot = Canvas.lineHeight();
    int names = Canvas.widest(List.of("z2 = -2.00")) + 12;
    assertThat(picture.getWidth()).isEqualTo(2 * 24 + 5 * (names + 560) + 4 * 36);
    assertThat(picture.getHeight()).isEqualTo(2 * 24 + 2 * (head + 560 + foot) + 36);
    BufferedImage seventh =
        picture.getSubimage(names + 2 * (names + 596), head + head + foot + 596, 2 * 24 + 560, 608);
    assertThat(tile(seventh, 1, 0, 280)).isEqualTo(levels(decode(source, 1, -2, 7)));
  }

  /** Known quantiles of the standard normal, as in any table. */
  @Test
  void quantilesAreThoseOfTheStandardNormal() {
    assertThat(new QuantileRange().values(manager, 3))
        .containsExactly(new double[] {-1.6448536269514729, 0, 1.6448536269514722}, within(1e-12));
    assertThat(new QuantileRange(0.025, 0.8413447460685429).values(manager, 2))
        .containsExactly(new double[] {-1.9599639845400545, 1}, within(1e-12));
    assertThat(new LinearRange(-0.5, 0.45).values(manager, 20)[19]).isCloseTo(0.45, within(1e-12));
    assertThat(new LinearRange(-0.5, 0.45).values(manager, 20)[10]).isCloseTo(0, within(1e-12));
  }

  @Test
  void classesStandInOrderAndMayShareTheirCodes() {
    SamplesSpec spec =
        new SamplesSpec(
            3,
            4,
            false,
            SampleArrangement.CLASSES_IN_ORDER,
            ColourMap.GREY,
            false,
            true,
            NEVER_EARLY);
    FigureSource source = source(true, new BernoulliLikelihoodSpec());
    int[] classes = spec.classes(3, 10);
    float[][] codes = spec.codes(source, classes);

    assertThat(classes).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
    assertThat(codes[9]).isEqualTo(codes[0]);
    assertThat(codes[11]).isEqualTo(codes[10]).isNotEqualTo(codes[0]);
    float[][] own = new SamplesSpec().codes(source, classes);
    assertThat(own[1]).isNotEqualTo(own[0]);
  }

  /** By hand, from the encoder's means of single images. */
  @Test
  void meanCodesAreThoseOfTheClass() {
    FigureSource source = source(false, new BernoulliLikelihoodSpec());
    Map<Integer, float[]> means = source.reader().classMeans(data.train(), 40, 0);
    int[] classes = Arrays.copyOf(data.train().classes(), 40);
    double sum = 0;
    int count = 0;
    float[][] all;
    try (NDManager scratch = manager.newSubManager()) {
      all =
          rows(
              source
                  .model()
                  .network(Encoding.class)
                  .encode(
                      new ParameterStore(scratch, false),
                      data.train().range(scratch, 0, 40).images(),
                      null)
                  .mean());
    }
    for (int i = 0; i < 40; i++) {
      if (classes[i] == classes[0]) {
        sum += all[i][1];
        count++;
      }
    }
    float[] mean = Objects.requireNonNull(means.get(classes[0]));
    assertThat(mean).hasSize(2);
    assertThat(mean[1]).isCloseTo((float) (sum / count), within(1e-5f));
    assertThat(source.reader().classMeans(data.train(), 1, 0)).containsOnlyKeys(classes[0]);
  }

  @Test
  void noiseMakesImagesOfOneClassDiffer() {
    FigureSource source = source(false, new BernoulliLikelihoodSpec());
    int down = Canvas.lineHeight() + 6;
    BufferedImage plain = new MeanCodesSpec(20, 0, null, 10).draw(source);
    BufferedImage noisy = new MeanCodesSpec(20, 1, 0, 2).draw(source);

    float[] mean = Objects.requireNonNull(source.reader().classMeans(data.train(), 20, 0).get(0));
    BufferedImage first = plain.getSubimage(0, down, 160, 160);
    assertThat(tile(first, 0, 0, 112)).isEqualTo(levels(decode(source, mean[0], mean[1], 0)));
    assertThat(tile(noisy.getSubimage(0, down, 160, 160), 0, 0, 112))
        .isNotEqualTo(tile(first, 0, 0, 112))
        .isNotEqualTo(tile(noisy.getSubimage(148, down, 160, 160), 0, 0, 112));
  }

  /** An untrained posterior has a KL of its own in each dimension; their sum is the KL. */
  @Test
  void theDimensionsShareTheKl() {
    FigureSource source = source(true, new BernoulliLikelihoodSpec());
    float[] divergences = source.reader().klPerDimension(data.test(), 0);
    double whole;
    try (NDManager scratch = manager.newSubManager()) {
      LabelledImages test = data.test().range(scratch, 0, data.test().size());
      whole =
          KullbackLeibler.between(
                  source
                      .model()
                      .network(Vae.class)
                      .encode(new ParameterStore(scratch, false), test.images(), test.labels()),
                  new StandardNormal(scratch, new Shape(data.test().size(), 2)))
              .mean()
              .getFloat();
    }
    assertThat(divergences).hasSize(2);
    assertThat((double) divergences[0] + divergences[1]).isCloseTo(whole, within(1e-5));
  }

  @Test
  void aCovarianceThatWasNotFittedIsTheIdentity() {
    FigureSource source =
        source(
            false, new GaussianLikelihoodSpec(new FullCovarianceSigma(), MeanActivation.SIGMOID));
    BufferedImage picture = new CovarianceSpec().draw(source);

    int left = 24 + Canvas.widest(List.of("784")) + 20;
    int top = 24 + Canvas.lineHeight() + 10;
    assertThat(picture.getRGB(left + 400, top + 400)).isEqualTo(0xfffde725);
    assertThat(picture.getRGB(left + 401, top + 400)).isEqualTo(0xff440154);
    assertThat(picture.getRGB(left + 783, top + 783)).isEqualTo(0xfffde725);
  }

  private FigureSource source(boolean conditional, LikelihoodSpec likelihood) {
    engine.seed(1);
    VaeSpec spec =
        new VaeSpec(
            2,
            conditional,
            new FcEncoderSpec(),
            new FcDecoderSpec(
                DenseSpec.layers(16),
                new FcDecoderSpec().activation(),
                Initialization.KAIMING_NORMAL));
    Vae vae = spec.create(data.shape(), 10, likelihood);
    vae.initialize(manager);
    ModelDescription description =
        new ModelDescription(
            "",
            "",
            spec,
            likelihood,
            data.shape(),
            data.classNames(),
            Transform.UNIT,
            data.scale());
    return new FigureSource(
        TrainedModel.of(engine, manager, description, vae),
        data,
        Transform.UNIT,
        new Seeds(3),
        List.of());
  }

  private static float[][] rows(NDArray matrix) {
    float[][] rows = new float[(int) matrix.getShape().get(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.get(i).toFloatArray();
    }
    return rows;
  }

  private static float[] decode(FigureSource source, float first, float second, int label) {
    return source.model().decode(new float[][] {{first, second}}, new int[] {label})[0];
  }

  /** The levels of the 28 x 28 image at that column and row of a sheet with the usual margin. */
  private static List<Integer> tile(BufferedImage sheet, int column, int row, int side) {
    List<Integer> levels = new ArrayList<>();
    for (int i = 0; i < 28 * 28; i++) {
      int x = 24 + column * side + (2 * (i % 28) + 1) * side / 56;
      int y = 24 + row * side + (2 * (i / 28) + 1) * side / 56;
      levels.add(sheet.getRGB(x, y) & 0xff);
    }
    return levels;
  }

  private static List<Integer> levels(float[] image) {
    List<Integer> levels = new ArrayList<>();
    for (float value : image) {
      levels.add(Math.round(255 * value));
    }
    return levels;
  }

  private static int[] pixels(BufferedImage picture) {
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }
}
