package org.vaelab.experiments.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Codes projected to the plane.
 *
 * @param x coordinates, N of them
 * @param y coordinates
 * @param xLabel what x is
 * @param yLabel what y is
 * @param note what a title adds about the projection; may be empty
 */
record PlanePoints(double[] x, double[] y, String xLabel, String yLabel, String note) {
  /** A single dimension is spread by class. */
  static PlanePoints of(float[][] codes, int[] classes, Projection projection, double perplexity) {
    int dimensions = codes[0].length;
    return switch (projection.of(dimensions)) {
      case PCA -> principal(codes);
      case TSNE -> neighbours(codes, perplexity);
      default -> dimensions == 1 ? line(codes, classes) : plain(codes);
    };
  }

  private static PlanePoints line(float[][] codes, int[] classes) {
    double[] heights = Arrays.stream(classes).asDoubleStream().toArray();
    return new PlanePoints(column(codes, 0), heights, "z1", "class", "");
  }

  private static PlanePoints plain(float[][] codes) {
    int dimensions = codes[0].length;
    String note = dimensions == 2 ? "" : "the first 2 of " + dimensions + " dimensions";
    return new PlanePoints(column(codes, 0), column(codes, 1), "z1", "z2", note);
  }

  private static PlanePoints principal(float[][] codes) {
    PrincipalComponents plane = PrincipalComponents.of(codes);
    return new PlanePoints(
        plane.x(),
        plane.y(),
        component(1, plane.explained()[0]),
        component(2, plane.explained()[1]),
        codes[0].length + " dimensions");
  }

  private static PlanePoints neighbours(float[][] codes, double perplexity) {
    double allowed = TSne.allowed(perplexity, codes.length);
    double[][] plane = TSne.embed(codes, allowed);
    String note =
        String.format(Locale.ROOT, "%d dimensions, perplexity %.3g", codes[0].length, allowed);
    return new PlanePoints(plane[0], plane[1], "t-SNE 1", "t-SNE 2", note);
  }

  private static String component(int number, double share) {
    return String.format(
        Locale.ROOT, "principal component %d (%.0f %% of the variance)", number, 100 * share);
  }

  private static double[] column(float[][] rows, int column) {
    return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][column]).toArray();
  }
}
