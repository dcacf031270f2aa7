package org.vaelab.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.DataSpec;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.Seeds;
import org.vaelab.training.Session;

/** Log-likelihoods depend on the image and the seed alone, and can be gone on with. */
class ImportanceSamplingTest {
  @TempDir private Path folder;
  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void batchesMoveRoundingAlone() {
    Subject subject = subject();
    double[] one = measure(subject, 30, 1);
    double[] several = measure(subject, 30, 7);

    assertThat(several).hasSize(23).containsExactly(one, within(1e-3));
    assertThat(measure(subject, 30, 7)).isEqualTo(several);
    assertThat(Arrays.stream(one).distinct().count()).isEqualTo(23);
    // In parts of 1,000.
    double[] many = measure(subject, 2500, 7);
    assertThat(Arrays.stream(many).sum()).isGreaterThan(Arrays.stream(one).sum());
  }

  @Test
  void whatWasMeasuredBeforeIsNotMeasuredAgain() {
    Subject subject = subject();
    double[] whole = measure(subject, 5, 4);
    double[] known = Arrays.copyOf(whole, 10);
    known[3] = 77;
    double[] resumed = new ImportanceSampling(subject, 5, 4).measure(known, (values, n) -> {});

    assertThat(resumed[3]).isEqualTo(77);
    assertThat(Arrays.copyOfRange(resumed, 10, 23))
        .containsExactly(Arrays.copyOfRange(whole, 10, 23), within(1e-3));
  }

  @Test
  void anotherProtocolIsBegunAnew() {
    Path file = folder.resolve("partial.json");
    PartialResult first = new PartialResult(file, "K=5", n -> {});
    assertThat(first.known()).isEmpty();
    first.write(new double[] {-1.25, -3});

    assertThat(new PartialResult(file, "K=5", n -> assertThat(n).isEqualTo(2)).known())
        .containsExactly(-1.25, -3);
    assertThat(new PartialResult(file, "K=6", n -> {}).known()).isEmpty();
    PartialResult.remove(file);
    assertThat(file).doesNotExist();
  }

  /** A long evaluation must not keep what it decoded. */
  @Test
  void nothingIsLeftBehind() {
    Subject subject = subject();
    measure(subject, 3, 4);
    int before = manager.getManagedArrays().size();
    measure(subject, 3, 4);

    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private static double[] measure(Subject subject, int samples, int batch) {
    return new ImportanceSampling(subject, samples, batch)
        .measure(new double[0], (values, images) -> {});
  }

  private Subject subject() {
    DataSpec spec = new DataSpec(new DrawnDigits(), Transform.STOCHASTIC_BINARIZE, 0, 30, 23);
    ImageData data = spec.load(manager, DataSources.of(null, Map.of()));
    VaeSpec model = new VaeSpec();
    engine.seed(1);
    Learner learner = model.create(data.shape(), data.classNames().size(), new LossSpec());
    learner.initialize(manager);
    ModelDescription description =
        new ModelDescription(
            "test",
            "test",
            model,
            new BernoulliLikelihoodSpec(),
            data.shape(),
            List.copyOf(data.classNames()),
            spec.transform(),
            data.scale());
    Session session = new Session(engine, manager, new Seeds(0), data, spec.transform());
    TrainedModel trained = TrainedModel.of(engine, manager, description, learner.block());
    return new Subject(trained, session, new ExperimentSpec("test", spec, model));
  }
}
