package org.vaelab.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;

/** The formulas of the evaluation against numbers that are known otherwise. */
class EvaluationFormulasTest {
  @Test
  void anEstimateHasTheErrorOfItsMean() {
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 6});

    assertThat(estimate.mean()).isEqualTo(3);
    // Variance (4 + 1 + 0 + 9) / 3, over 4 values.
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(14.0 / 3 / 4), within(1e-12));
    assertThat(Estimate.share(90, 100).standardError()).isCloseTo(0.03, within(1e-12));
  }

  @Test
  void aLogMeanInPartsIsThatOfAllNumbers() {
    LogMean mean = new LogMean();
    mean.add(-1000, 1);
    mean.add(-1001, 3);
    mean.add(-999.5, 2);
    double expected = (1 + 3 * Math.exp(-1) + 2 * Math.exp(0.5)) / 6;

    assertThat(mean.value()).isCloseTo(-1000 + Math.log(expected), within(1e-12));
  }

  /**
   * Two far posteriors of a dimension tell one bit, whatever the other dimension, which says
   * nothing; both dimensions at once as one bit are correlated by as much.
   */
  @Test
  void theSurgeryOfAMixtureIsKnown() {
    int count = 400;
    double[][] means = new double[count][];
    double[][] logVariances = new double[count][];
    double[][] z = new double[count][];
    double[] logPrior = new double[count];
    Random random = new Random(3);
    for (int i = 0; i < count; i++) {
      double side = i % 2 == 0 ? 30 : -30;
      means[i] = new double[] {side, side, 0};
      logVariances[i] = new double[] {0, 0, 0};
      z[i] = new double[3];
      for (int d = 0; d < 3; d++) {
        z[i][d] = means[i][d] + random.nextGaussian();
      }
      logPrior[i] = -7;
    }
    ElboSurgery surgery;
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      surgery = ElboSurgery.of(manager, means, logVariances, z, logPrior);
    }

    assertThat(surgery.mutualInformation().mean()).isCloseTo(Math.log(2), within(1e-9));
    assertThat(surgery.totalCorrelation().mean()).isCloseTo(Math.log(2), within(1e-9));
    // E log q(z) = -3/2 log(2 pi e) - log 2, but for the draws; log p is -7 everywhere.
    double entropy = -1.5 * Math.log(2 * Math.PI * Math.E) - Math.log(2);
    assertThat(surgery.marginalKl().mean()).isCloseTo(entropy + 7, within(0.2));
  }

  @Test
  void activeDimensionsAreThoseWhoseMeansVary() {
    double[][] codes = {{1, 0.05}, {-1, -0.05}, {1, 0.05}, {-1, -0.05}};

    assertThat(Evaluator.variances(codes)).containsExactly(new double[] {1, 0.0025}, within(1e-12));
  }

  /** Classes in a ring: neighbours know them, and no line tells the inner from the outer. */
  @Test
  void neighboursSeeWhatALineCannot() {
    Random random = new Random(5);
    double[][] codes = new double[600][];
    int[] classes = new int[600];
    for (int i = 0; i < codes.length; i++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      classes[i] = i % 2;
      double radius = 1 + 2 * classes[i] + 0.1 * random.nextGaussian();
      codes[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    CodeAccuracy ring = accuracy(codes, classes);

    assertThat(ring.nearestNeighbour().mean()).isEqualTo(1);
    assertThat(ring.linearProbe().mean()).isBetween(0.35, 0.65);
  }

  @Test
  void aLineTellsClassesThatOneParts() {
    Random random = new Random(6);
    double[][] codes = new double[600][];
    int[] classes = new int[600];
    for (int i = 0; i < codes.length; i++) {
      classes[i] = i % 3;
      codes[i] =
          new double[] {
            1000 * (classes[i] + 0.1 * random.nextGaussian()), 0.001 * random.nextGaussian()
          };
    }

    assertThat(accuracy(codes, classes).linearProbe().mean()).isGreaterThan(0.97);
  }

  private static CodeAccuracy accuracy(double[][] codes, int[] classes) {
    int half = codes.length / 2;
    return new CodeAccuracy(
        java.util.Arrays.copyOf(codes, half),
        java.util.Arrays.copyOf(classes, half),
        java.util.Arrays.copyOfRange(codes, half, codes.length),
        java.util.Arrays.copyOfRange(classes, half, classes.length),
        3);
  }

  @Test
  void aReportIsATableInFourForms() {
    EvaluationReport report =
        new EvaluationReport(
            "small",
            "test",
            200,
            0,
            "unit",
            10,
            "abc",
            1.5,
            List.of(
                Measurement.of(
                    "log_likelihood[K=10, unit]",
                    new Estimate(-86.761, 0.21),
                    "nats per image",
                    Measurement.HIGHER),
                Measurement.of("active_units[variance > 0.01]", 19, "of 50", "neither")));

    assertThat(ReportFormat.TEXT.show(report))
        .isEqualTo(
            """
            small: 200 test images, seed 0, 1.5 s
            measure                        value     standard error  unit
            log_likelihood[K=10, unit]     -86.7610  0.2100          nats per image
            active_units[variance > 0.01]  19        -               of 50""");
    assertThat(ReportFormat.MARKDOWN.show(report))
        .contains("| log_likelihood[K=10, unit] | -86.7610 | 0.2100 | nats per image |");
    assertThat(ReportFormat.LATEX.show(report))
        .contains("log\\_likelihood[K=10, unit] & -86.7610 & 0.2100 & nats per image \\\\")
        .contains("active\\_units[variance $>$ 0.01] & 19 & - & of 50 \\\\");
    assertThat(ReportFormat.JSON.show(report)).contains("\"standardError\" : 0.21");
  }
}
