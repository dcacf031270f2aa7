package org.vaelab.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;

/** The gradients of every option of the bound against finite differences. */
class ObjectiveGradientTest {
  private static final long B = 3;
  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Arguments> objectives() {
    List<Elbo> both =
        List.of(
            new Elbo(),
            new Elbo(3),
            new Elbo(4, new LinearWarmUp(2), 0, 1, KlForm.EXACT, 1).at(new Progress(5, 4)),
            new Elbo(1, new NoWarmUp(), 0.75, 1, KlForm.EXACT, 1),
            new Elbo(1, new NoWarmUp(), 0, 3, KlForm.EXACT, 1),
            new Elbo(2, new NoWarmUp(), 0, 1, KlForm.EXACT, 0.5));
    List<Arguments> cases = new ArrayList<>();
    both.forEach(elbo -> cases.add(Arguments.of(elbo, false)));
    both.forEach(elbo -> cases.add(Arguments.of(elbo, true)));
    cases.add(
        Arguments.of(new Elbo(2, new NoWarmUp(), 0, 2, KlForm.CLIPPED_LOG_VARIANCE, 0.5), false));
    return cases;
  }

  /** The leaves are columns of one array: posterior, prior, noise that z and the logits come of. */
  @ParameterizedTest
  @MethodSource("objectives")
  void gradients(Elbo elbo, boolean gaussianPrior) {
    engine.seed(2);
    NDArray images = draw(new Shape(B, 1, 1, 2));
    NDArray noise = draw(new Shape(elbo.samples() * B, 2));
    NDArray weights = draw(new Shape(2, 2));
    Gradients.check(
        manager,
        leaf -> {
          DiagonalGaussian posterior = new DiagonalGaussian(leaf.get(":, :2"), leaf.get(":, 2:4"));
          Distribution prior =
              gaussianPrior
                  ? new DiagonalGaussian(leaf.get(":, 4:6"), leaf.get(":, 6:8"))
                  : new StandardNormal(manager, new Shape(B, 2));
          long[] repeats = {elbo.samples(), 1};
          NDArray z =
              posterior
                  .mean()
                  .tile(repeats)
                  .add(posterior.standardDeviation().tile(repeats).mul(noise));
          NDArray logits = z.matMul(weights).reshape(elbo.samples() * B, 1, 1, 2);
          VaeOutput output = new VaeOutput(posterior, prior, new Bernoulli(logits), z);
          return elbo.terms(output, images).loss().mean();
        },
        draw(new Shape(B, 8)));
  }

  private NDArray draw(Shape shape) {
    return manager.randomNormal(0, 1, shape, DataType.FLOAT32).toType(DataType.FLOAT64, false);
  }
}
