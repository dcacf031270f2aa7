package org.vaelab.experiments.embedding;

import java.util.Arrays;

/**
 * t-distributed stochastic neighbour embedding in the plane.
 *
 * <p>It starts at the first two principal components, so that nothing in it is random. Source: van
 * der Maaten and Hinton, Visualizing Data using t-SNE, JMLR 9, 2008, with the sums over far points
 * by squares of van der Maaten, JMLR 15, 2014; the learning rate is that of Belkina et al., Nature
 * Communications 10, 2019, at least 50.
 */
public final class TSne {
  /** More points would take minutes. */
  public static final int MOST_POINTS = 10_000;

  private static final double EXAGGERATION = 12;
  private static final int EXAGGERATED = 250;
  private static final int ITERATIONS = 1000;
  private static final double FIRST_SPREAD = 1e-4;

  /** So few points are embedded by all pairs, which takes no longer. */
  private static final int FEW = 250;

  private static final double NEARNESS = 0.4;

  private final Forces forces;
  private final double[][] plane;
  private final double learningRate;

  private TSne(Forces forces, double[][] plane) {
    this.forces = forces;
    this.plane = plane;
    learningRate = Math.max(plane[0].length / EXAGGERATION / 4, 50);
  }

  /**
   * Places N points of at least two dimensions in the plane.
   *
   * @param perplexity how many neighbours count, roughly
   * @return x and y coordinates, {@code 2 x N}
   */
  static double[][] embed(float[][] points, double perplexity) {
    PrincipalComponents start = PrincipalComponents.of(points);
    double spread = Math.sqrt(Arrays.stream(start.x()).map(x -> x * x).average().orElse(0));
    double scale = FIRST_SPREAD / Math.max(spread, Double.MIN_NORMAL);
    double[][] plane = {scaled(start.x(), scale), scaled(start.y(), scale)};
    TSne descent = new TSne(forces(points, perplexity), plane);
    descent.run(EXAGGERATED, 0.5, EXAGGERATION);
    descent.run(ITERATIONS - EXAGGERATED, 0.8, 1);
    return plane;
  }

  private static Forces forces(float[][] points, double perplexity) {
    int others = points.length - 1;
    return others < FEW
        ? new Forces(Affinities.of(points, perplexity, others), 0)
        : new Forces(Affinities.of(points, perplexity), NEARNESS);
  }

  /** The perplexity that {@code count} points allow: a third of the neighbours, at most. */
  static double allowed(double perplexity, int count) {
    return Math.min(perplexity, Math.max((count - 1) / 3.0, 1));
  }

  /**
   * Gradient descent with momentum, each coordinate with a gain of its own that grows while its
   * steps agree (Jacobs, Neural Networks 1, 1988).
   */
  private void run(int iterations, double momentum, double exaggeration) {
    int count = plane[0].length;
    double[][] steps = new double[2][count];
    double[][] gains = new double[2][count];
    Arrays.fill(gains[0], 1);
    Arrays.fill(gains[1], 1);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[][] gradient = forces.gradient(plane, exaggeration);
      for (int axis = 0; axis < 2; axis++) {
        for (int i = 0; i < count; i++) {
          boolean agrees = steps[axis][i] * gradient[axis][i] < 0;
          double gain = agrees ? gains[axis][i] + 0.2 : Math.max(0.8 * gains[axis][i], 0.01);
          gains[axis][i] = gain;
          steps[axis][i] = momentum * steps[axis][i] - learningRate * gain * gradient[axis][i];
          plane[axis][i] += steps[axis][i];
        }
      }
    }
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }
}
