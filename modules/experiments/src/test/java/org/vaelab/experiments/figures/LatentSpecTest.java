package org.vaelab.experiments.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.DataSources;
import org.vaelab.data.DataSpec;
import org.vaelab.data.DrawnDigits;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.embedding.PlanePoints;
import org.vaelab.experiments.embedding.Projection;
import org.vaelab.inference.ImageSetReader;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.SpecFile;
import org.vaelab.training.Seeds;

class LatentSpecTest {
  private static final Offset<Float> NEAR = within(1e-5f);

  /** The components of thousands would take minutes, and this is the figure of every run. */
  @Test
  void componentsAreThoseOfAThousandDimensionsAtMost() {
    assertThat(Projection.AUTO.of(2)).isEqualTo(Projection.NONE);
    assertThat(Projection.AUTO.of(3)).isEqualTo(Projection.PCA);
    assertThat(Projection.AUTO.of(1000)).isEqualTo(Projection.PCA);
    assertThat(Projection.AUTO.of(1001)).isEqualTo(Projection.NONE);
  }

  @Test
  void imagesAreTheFirstOfTheirSetOrOfEachClass() {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      FigureSource source = source(manager);
      int[] all = source.data().train().classes();
      ImageSetReader.Codes first =
          source.reader().codes(source.data().train(), Representative.MEAN, 1500, null, 5);
      ImageSetReader.Codes each =
          source.reader().codes(source.data().train(), Representative.MEAN, 7, 3, 5);

      assertThat(first.classes()).isEqualTo(IntStream.range(0, 1500).map(i -> all[i]).toArray());
      assertThat(each.classes()).hasSize(30);
      for (int k = 0; k < 10; k++) {
        int wanted = k;
        int[] rows = IntStream.range(0, 1500).filter(i -> all[i] == wanted).limit(3).toArray();
        int[] places = IntStream.range(0, 30).filter(i -> each.classes()[i] == wanted).toArray();
        assertThat(places).hasSize(3);
        for (int i = 0; i < 3; i++) {
          assertThat(each.values()[places[i]]).containsExactly(first.values()[rows[i]], NEAR);
        }
      }
      assertThat(
              source
                  .reader()
                  .codes(source.data().test(), Representative.MEAN, 9999, null, 5)
                  .classes())
          .hasSize(40);
      assertThat(
              source
                  .reader()
                  .codes(source.data().test(), Representative.MEAN, 40, null, 5)
                  .values()[0])
          .isNotEqualTo(first.values()[0]);
    }
  }

  @Test
  void samplesLieAroundTheMeansAndAreTheSameEachTime() {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      FigureSource source = source(manager);
      float[][] means =
          source.reader().codes(source.data().test(), Representative.MEAN, 40, null, 5).values();
      float[][] samples =
          source.reader().codes(source.data().test(), Representative.SAMPLE, 40, null, 5).values();

      double squares = 0;
      for (int i = 0; i < 40; i++) {
        squares += Math.pow(samples[i][0] - means[i][0], 2) / 40;
      }
      // Untrained, the posterior's deviation is near 1.
      assertThat(squares).isBetween(0.4, 2.5);
      assertThat(
              source
                  .reader()
                  .codes(source.data().test(), Representative.SAMPLE, 40, null, 5)
                  .values())
          .isDeepEqualTo(samples);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|0|Posterior means of 4,000 test images",
        "{'set':'train','from':'sample','perClass':100}|3|Posterior samples of the first 100 training images of each class",
        "{'epochs':[0]}|0|Before training: posterior means of 4,000 test images",
        "{'animated':true}|12|Epoch 12: posterior means of 4,000 test images",
      })
  void titlesSayWhatIsShown(String fields, int epoch, String expected) {
    String figure = fields.replace("{", "{'type':'latent',").replace(",}", "}").replace('\'', '"');
    ExperimentSpec spec =
        SpecFile.parse(
            "spec",
            "{\"name\":\"x\",\"data\":{},\"model\":{},\"training\":{\"epochs\":20},\"figures\":["
                + figure
                + "]}",
            List.of());

    assertThat(((LatentSpec) spec.figures().get(0)).title(4000, epoch)).isEqualTo(expected);
  }

  @Test
  void projectionsSayWhatTheirAxesAre() {
    float[][] codes = new float[50][3];
    for (int i = 0; i < 50; i++) {
      codes[i] = new float[] {i, i * i % 7, i % 3};
    }
    int[] classes = new int[50];
    PlanePoints none = PlanePoints.of(codes, classes, Projection.NONE, 30);
    PlanePoints auto = PlanePoints.of(codes, classes, Projection.AUTO, 30);
    PlanePoints embedded = PlanePoints.of(codes, classes, Projection.TSNE, 30);

    assertThat(none.y()[5]).isEqualTo(25 % 7);
    assertThat(none.xLabel()).isEqualTo("z1 of 3 dimensions");
    assertThat(auto.xLabel())
        .isEqualTo("principal component 1 of 3 dimensions (99 % of the variance)");
    assertThat(embedded.yLabel()).isEqualTo("t-SNE 2");
    assertThat(embedded.xLabel()).isEqualTo("t-SNE 1 of 3 dimensions, perplexity 16.3");
  }

  private static FigureSource source(NDManager manager) {
    ComputeEngine engine = ComputeEngine.start();
    ImageData data =
        new DataSpec(new DrawnDigits(), Transform.UNIT, 0, 1500, 40)
            .load(manager, DataSources.of(null, Map.of()));
    engine.seed(1);
    VaeSpec spec = new VaeSpec(4, false, new FcEncoderSpec(), new FcDecoderSpec());
    Vae vae = spec.create(data.shape(), 10, new BernoulliLikelihoodSpec());
    vae.initialize(manager);
    ModelDescription description =
        new ModelDescription(
            "",
            "",
            spec,
            new BernoulliLikelihoodSpec(),
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
}
