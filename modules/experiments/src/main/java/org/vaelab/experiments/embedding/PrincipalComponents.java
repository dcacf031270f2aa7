package org.vaelab.experiments.embedding;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The plane in which a cloud of points varies most.
 *
 * @param x coordinates along the first component, N of them
 * @param y coordinates along the second
 * @param explained the shares of the variance that the two hold, each 0 to 1
 */
public record PrincipalComponents(double[] x, double[] y, double[] explained) {
  /** More take minutes, which grow with the third power. */
  public static final int MOST_DIMENSIONS = 1000;

  /**
   * Projects N points of at least 2 dimensions. The sign of a component is free; here its largest
   * weight is positive, so that a picture does not flip from run to run.
   *
   * @param points N rows
   * @return N coordinates on each of the two components
   */
  public static PrincipalComponents of(float[][] points) {
    int dimensions = points[0].length;
    double[] centre = centre(points);
    DMatrixRMaj covariance = new DMatrixRMaj(dimensions, dimensions);
    for (float[] point : points) {
      for (int i = 0; i < dimensions; i++) {
        for (int j = 0; j < dimensions; j++) {
          covariance.add(i, j, (point[i] - centre[i]) * (point[j] - centre[j]) / points.length);
        }
      }
    }
    double total = Math.max(CommonOps_DDRM.trace(covariance), Double.MIN_NORMAL);
    SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.svd(dimensions, dimensions, true, false, true);
    decomposition.decompose(covariance);
    DMatrixRMaj directions = decomposition.getU(null, false);
    double[] variances = decomposition.getSingularValues();
    SingularOps_DDRM.descendingOrder(directions, false, variances, dimensions, null, false);
    return new PrincipalComponents(
        project(points, centre, directions, 0),
        project(points, centre, directions, 1),
        new double[] {variances[0] / total, variances[1] / total});
  }

  private static double[] centre(float[][] points) {
    double[] centre = new double[points[0].length];
    for (float[] point : points) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += point[i] / (double) points.length;
      }
    }
    return centre;
  }

  private static double[] project(
      float[][] points, double[] centre, DMatrixRMaj directions, int component) {
    double largest = 0;
    for (int i = 0; i < centre.length; i++) {
      double weight = directions.get(i, component);
      largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
    }
    double[] projected = new double[points.length];
    for (int n = 0; n < points.length; n++) {
      for (int i = 0; i < centre.length; i++) {
        projected[n] +=
            Math.signum(largest) * directions.get(i, component) * (points[n][i] - centre[i]);
      }
    }
    return projected;
  }
}
