package org.vaelab.experiments.embedding;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Codes projected to the plane.
 *
 * @param x coordinates, N of them
 * @param y coordinates
 * @param xLabel what x is, and of how many dimensions where that is not plain
 * @param yLabel what y is
 */
public record PlanePoints(double[] x, double[] y, String xLabel, String yLabel) {
  /**
   * Projects codes; a single dimension is spread by class.
   *
   * @param codes N rows of Z numbers
   * @param classes N of them
   * @param projection how
   * @param perplexity of t-SNE
   * @return N points
   */
  public static PlanePoints of(
      float[][] codes, int[] classes, Projection projection, double perplexity) {
    int dimensions = codes[0].length;
    return switch (projection.of(dimensions)) {
      case PCA -> principal(codes);
      case TSNE -> neighbours(codes, perplexity);
      default -> dimensions == 1 ? line(codes, classes) : plain(codes);
    };
  }

  private static PlanePoints line(float[][] codes, int[] classes) {
    double[] heights = Arrays.stream(classes).asDoubleStream().toArray();
    return new PlanePoints(column(codes, 0), heights, "z1", "class");
  }

  private static PlanePoints plain(float[][] codes) {
    String first = codes[0].length == 2 ? "z1" : "z1 of " + codes[0].length + " dimensions";
    return new PlanePoints(column(codes, 0), column(codes, 1), first, "z2");
  }

  private static PlanePoints principal(float[][] codes) {
    PrincipalComponents plane = PrincipalComponents.of(codes);
    return new PlanePoints(
        plane.x(),
        plane.y(),
        component("1 of " + codes[0].length + " dimensions", plane.explained()[0]),
        component("2", plane.explained()[1]));
  }

  private static PlanePoints neighbours(float[][] codes, double perplexity) {
    double allowed = TSne.allowed(perplexity, codes.length);
    double[][] plane = TSne.embed(codes, allowed);
    String shown =
        new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(allowed);
    String first = "t-SNE 1 of " + codes[0].length + " dimensions, perplexity " + shown;
    return new PlanePoints(plane[0], plane[1], first, "t-SNE 2");
  }

  private static String component(String number, double share) {
    return String.format(
        Locale.ROOT, "principal component %s (%.0f %% of the variance)", number, 100 * share);
  }

  private static double[] column(float[][] rows, int column) {
    return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][column]).toArray();
  }
}
