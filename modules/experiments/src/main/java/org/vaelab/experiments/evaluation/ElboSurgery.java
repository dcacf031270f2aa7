package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.objective.ImportanceWeights;

/**
 * The divergence of the posteriors taken apart, with the mixture of all N posteriors as q(z).
 *
 * <p>Formula: {@code E KL(q(z|x) || p(z)) = I(x; z) + KL(q(z) || p(z))}, and {@code KL(q(z) ||
 * p(z)) = TC + sum_d KL(q(z_d) || p(z_d))} with {@code TC = KL(q(z) || prod_d q(z_d))}; each
 * expectation over z is a mean over one draw of each of the first posteriors. The mutual
 * information is at most {@code log N}.
 *
 * <p>Source: Hoffman and Johnson, ELBO Surgery, 2016; Chen, Li, Grosse and Duvenaud, Isolating
 * Sources of Disentanglement in Variational Autoencoders, 2018, equation 2.
 */
public final class ElboSurgery {
  private static final int CHUNK = 200;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] mutualInformation;
  private final double[] marginalKl;
  private final double[] totalCorrelation;

  private ElboSurgery(int draws) {
    mutualInformation = new double[draws];
    marginalKl = new double[draws];
    totalCorrelation = new double[draws];
  }

  /**
   * Takes it apart.
   *
   * @param manager of the device
   * @param means of the posteriors, {@code [N][Z]}
   * @param logVariances of the posteriors, {@code [N][Z]}
   * @param z a draw of each of the first posteriors, {@code [S][Z]}
   * @param logPrior log p of each draw, {@code [S]}
   * @return its parts
   */
  public static ElboSurgery of(
      NDManager manager,
      double[][] means,
      double[][] logVariances,
      double[][] z,
      double[] logPrior) {
    ElboSurgery surgery = new ElboSurgery(z.length);
    int latent = means[0].length;
    try (NDManager whole = manager.newSubManager()) {
      NDArray mean = whole.create(means); // (N, Z)
      NDArray logVariance = whole.create(logVariances);
      for (int from = 0; from < z.length; from += CHUNK) {
        int to = Math.min(from + CHUNK, z.length);
        try (NDManager scratch = manager.newSubManager()) {
          NDArray joint = scratch.zeros(new Shape(means.length, to - from), DataType.FLOAT64);
          NDArray product = scratch.zeros(new Shape(to - from), DataType.FLOAT64);
          for (int d = 0; d < latent; d++) {
            NDArray density =
                logDensities(
                    scratch,
                    column(mean, d, scratch),
                    column(logVariance, d, scratch),
                    column(z, d, from, to));
            NDArray each = ImportanceWeights.logMean(density); // log q(z_d), (S)
            joint = joint.add(density);
            product = product.add(each);
          }
          surgery.put(joint, product, logPrior, from);
        }
      }
    }
    return surgery;
  }

  /** {@code log q(z_d|x_j)} of all posteriors j and draws: {@code (N, S)}. */
  private static NDArray logDensities(
      NDManager scratch, NDArray mean, NDArray logVariance, double[] z) {
    NDArray draws = scratch.create(z, new Shape(1, z.length));
    NDArray distance = draws.sub(mean).square().mul(logVariance.neg().exp());
    NDArray twice = distance.add(logVariance).add(Scalars.like(distance, LOG_TWO_PI));
    return twice.mul(Scalars.like(twice, -0.5));
  }

  private static NDArray column(NDArray rows, int d, NDManager scratch) {
    return rows.get(scratch, new ai.djl.ndarray.index.NDIndex(":, " + d + ":" + (d + 1)));
  }

  private static double[] column(double[][] rows, int d, int from, int to) {
    double[] column = new double[to - from];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[from + i][d];
    }
    return column;
  }

  private void put(NDArray joint, NDArray product, double[] logPrior, int from) {
    double[] marginal = ImportanceWeights.logMean(joint).toDoubleArray();
    double[] dimensions = product.toDoubleArray();
    double[] all = joint.toDoubleArray();
    for (int s = 0; s < marginal.length; s++) {
      double own = all[(from + s) * marginal.length + s]; // log q(z_s|x_s)
      mutualInformation[from + s] = own - marginal[s];
      marginalKl[from + s] = marginal[s] - logPrior[from + s];
      totalCorrelation[from + s] = marginal[s] - dimensions[s];
    }
  }

  /**
   * How much the codes say of which image they are of: I(x; z).
   *
   * @return nats
   */
  public Estimate mutualInformation() {
    return Estimate.of(mutualInformation);
  }

  /**
   * How far all codes together are from the prior: KL(q(z) || p(z)).
   *
   * @return nats
   */
  public Estimate marginalKl() {
    return Estimate.of(marginalKl);
  }

  /**
   * How far the dimensions of a code depend on each other: TC.
   *
   * @return nats
   */
  public Estimate totalCorrelation() {
    return Estimate.of(totalCorrelation);
  }
}
