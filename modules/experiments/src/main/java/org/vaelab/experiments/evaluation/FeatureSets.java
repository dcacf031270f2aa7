package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.vaelab.engine.Scalars;

/**
 * Two sets of points, of real images and of made ones.
 *
 * @param real of real images, {@code [N][F]}
 * @param made of samples, {@code [M][F]}
 */
public record FeatureSets(double[][] real, double[][] made) {
  private static final int CHUNK = 500;

  /**
   * The Fréchet distance of the Gaussians that have the sets' means and covariances.
   *
   * <p>Formula: {@code |m - n|^2 + tr(A + B - 2 (A B)^(1/2))}, with covariances over {@code N - 1};
   * the trace of the root is the sum of the roots of the eigenvalues of {@code A^(1/2) B A^(1/2)}.
   *
   * <p>Source: Heusel et al., GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash
   * Equilibrium, 2017, equation 6; the features are not Inception's.
   *
   * @return 0 for the same moments
   */
  public double frechet() {
    double[] m = mean(real);
    double[] n = mean(made);
    double distance = 0;
    for (int d = 0; d < m.length; d++) {
      distance += (m[d] - n[d]) * (m[d] - n[d]);
    }
    DMatrixRMaj a = covariance(real, m);
    DMatrixRMaj b = covariance(made, n);
    DMatrixRMaj root = root(a);
    DMatrixRMaj half = new DMatrixRMaj(a.numRows, a.numCols);
    DMatrixRMaj whole = new DMatrixRMaj(a.numRows, a.numCols);
    CommonOps_DDRM.mult(root, b, half);
    CommonOps_DDRM.mult(half, root, whole);
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(whole, false);
    double roots = 0;
    for (int i = 0; i < a.numRows; i++) {
      roots += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return distance + CommonOps_DDRM.trace(a) + CommonOps_DDRM.trace(b) - 2 * roots;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += row[d] / rows.length;
      }
    }
    return mean;
  }

  private static DMatrixRMaj covariance(double[][] rows, double[] mean) {
    DMatrixRMaj centred = new DMatrixRMaj(rows.length, mean.length);
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        centred.unsafe_set(i, d, rows[i][d] - mean[d]);
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
    CommonOps_DDRM.multInner(centred, covariance);
    CommonOps_DDRM.scale(1.0 / (rows.length - 1), covariance);
    return covariance;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decomposed(DMatrixRMaj matrix, boolean all) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(matrix.numRows, all, true);
    DMatrixRMaj transposed = CommonOps_DDRM.transpose(matrix, null);
    CommonOps_DDRM.addEquals(transposed, matrix); // rounding makes it a little asymmetric
    CommonOps_DDRM.scale(0.5, transposed);
    if (!eigen.decompose(transposed)) {
      throw new IllegalStateException("the eigenvalues of a covariance were not found");
    }
    return eigen;
  }

  private static DMatrixRMaj root(DMatrixRMaj matrix) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(matrix, true);
    DMatrixRMaj root = new DMatrixRMaj(matrix.numRows, matrix.numCols);
    for (int i = 0; i < matrix.numRows; i++) {
      double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      CommonOps_DDRM.multAddTransB(value, eigen.getEigenVector(i), eigen.getEigenVector(i), root);
    }
    return root;
  }

  /**
   * The share of made points that lie among the real ones: within the distance of a real point's
   * k-th neighbour from it. {@code new FeatureSets(made, real).precision(manager, k)} is the
   * recall.
   *
   * <p>Source: Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative
   * Models, 2019, equations 1 and 2.
   *
   * @param manager of the device
   * @param k which neighbour, from 1
   * @return the share with the error of a binomial distribution
   */
  public Estimate precision(NDManager manager, int k) {
    int among = 0;
    try (NDManager whole = manager.newSubManager()) {
      NDArray known = whole.create(real);
      NDArray radii = whole.create(squaredRadii(whole, known, k)).reshape(1, -1);
      for (int from = 0; from < made.length; from += CHUNK) {
        try (NDManager scratch = whole.newSubManager()) {
          NDArray some =
              scratch.create(
                  java.util.Arrays.copyOfRange(made, from, Math.min(from + CHUNK, made.length)));
          NDArray within = squaredDistances(some, known).lte(radii).toType(DataType.INT32, false);
          among += (int) within.max(new int[] {1}).sum().toType(DataType.INT64, false).getLong();
        }
      }
    }
    return Estimate.share(among, made.length);
  }

  /** The squared distance of each known point from its k-th neighbour; itself is the nearest. */
  private static double[] squaredRadii(NDManager manager, NDArray known, int k) {
    int count = Math.toIntExact(known.getShape().get(0));
    double[] radii = new double[count];
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(from + CHUNK, count);
      try (NDManager scratch = manager.newSubManager()) {
        NDArray some = known.get(scratch, new NDIndex(from + ":" + to));
        NDArray nearest = squaredDistances(some, known).topK(k + 1, 1, false, true).head();
        double[] last = nearest.get(new NDIndex(":, " + k)).toDoubleArray();
        System.arraycopy(last, 0, radii, from, to - from);
      }
    }
    return radii;
  }

  /** Of {@code (B, F)} and {@code (N, F)}: {@code (B, N)}. */
  private static NDArray squaredDistances(NDArray some, NDArray known) {
    NDArray product = some.matMul(known.transpose());
    NDArray own = some.square().sum(new int[] {1}, true);
    NDArray others = known.square().sum(new int[] {1}).reshape(1, -1);
    return own.add(others).sub(product.mul(Scalars.like(product, 2)));
  }
}
