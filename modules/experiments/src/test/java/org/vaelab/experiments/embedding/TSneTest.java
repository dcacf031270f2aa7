package org.vaelab.experiments.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's exact method (tsne.py), and against what the paper defines. */
class TSneTest {
  private static final int COUNT = 80;
  private static final double PERPLEXITY = 12;

  private final float[][] points = floats(read("points", COUNT, 4));
  private final double[][] plane = transposed(read("plane", COUNT, 2));
  private final Neighbours affinities = Affinities.of(points, PERPLEXITY, COUNT - 1);

  @Test
  void jointProbabilitiesAreThoseOfScikitLearn() {
    double[][] expected = read("joint", COUNT, COUNT);
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        assertThat(joint(i, j)).isCloseTo(expected[i][j], within(1e-8 + 1e-4 * expected[i][j]));
        sum += joint(i, j);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void eachRowHasThePerplexityAskedFor() {
    for (double asked : new double[] {2, 12, 30, 70}) {
      for (float scale : new float[] {1e-4f, 1, 1e4f}) {
        float[][] scaled = new float[COUNT][4];
        for (int i = 0; i < COUNT; i++) {
          for (int d = 0; d < 4; d++) {
            scaled[i][d] = scale * points[i][d];
          }
        }
        for (int i = 0; i < COUNT; i++) {
          double entropy = 0;
          for (float p : Affinities.conditional(distances(scaled, i), asked)) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
          }
          assertThat(Math.exp(entropy)).isCloseTo(asked, within(1e-4 * asked));
        }
      }
    }
  }

  @Test
  void gradientIsThatOfScikitLearn() {
    double[][] expected = transposed(read("gradient", COUNT, 2));
    double[][] gradient = new Forces(affinities, 0).gradient(plane, 1);

    assertThat(divergence(plane)).isCloseTo(read("divergence", 1, 1)[0][0], within(1e-4));
    for (int axis = 0; axis < 2; axis++) {
      assertThat(gradient[axis]).containsExactly(expected[axis], within(1e-6));
    }
  }

  @Test
  void gradientIsTheSlopeOfTheDivergence() {
    double[][] gradient = new Forces(affinities, 0).gradient(plane, 1);
    double step = 1e-5;
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < COUNT; i += 7) {
        double before = plane[axis][i];
        plane[axis][i] = before + step;
        double above = divergence(plane);
        plane[axis][i] = before - step;
        double below = divergence(plane);
        plane[axis][i] = before;
        assertThat(gradient[axis][i]).isCloseTo((above - below) / (2 * step), within(1e-7));
      }
    }
  }

  /** Of random points, equal ones among them, against the sums themselves. */
  @Test
  void squaresPushAsTheirPointsDo() {
    Random random = new Random(4);
    int count = 500;
    double[] x = random.doubles(count, -3, 9).toArray();
    double[] y = random.doubles(count, 5, 6).toArray();
    x[7] = x[8];
    y[7] = y[8];
    SquareTree exact = new SquareTree(count, 0);
    SquareTree near = new SquareTree(count, 0.5);
    exact.build(x, y);
    near.build(x, y);
    double[] found = new double[3];
    double[] about = new double[3];
    for (int i = 0; i < count; i += 9) {
      double[] expected = new double[3];
      for (int j = 0; j < count; j++) {
        double weight = 1 / (1 + Math.pow(x[i] - x[j], 2) + Math.pow(y[i] - y[j], 2));
        expected[0] += weight;
        expected[1] += weight * weight * (x[i] - x[j]);
        expected[2] += weight * weight * (y[i] - y[j]);
      }
      exact.push(x[i], y[i], found);
      near.push(x[i], y[i], about);
      assertThat(found).containsExactly(expected, within(1e-9));
      assertThat(about).containsExactly(expected, within(0.01 * expected[0]));
      assertThat(about).isNotEqualTo(found);
    }
  }

  /** Not the same points, since both descend a chaotic way, but as good a minimum. */
  @Test
  void endsAsLowAsScikitLearn() {
    double expected = read("final", 1, 1)[0][0];
    assertThat(divergence(TSne.embed(points, PERPLEXITY)))
        .isBetween(0.9 * expected, 1.1 * expected);
  }

  @Test
  void clustersStayTogetherAndItIsTheSameEachTime() {
    Random random = new Random(3);
    float[][] clusters = new float[300][15];
    for (int i = 0; i < clusters.length; i++) {
      for (int d = 0; d < 15; d++) {
        clusters[i][d] = (float) (random.nextGaussian() + (d == i % 10 ? 12 : 0));
      }
    }
    double[][] embedded = TSne.embed(clusters, 20);
    double[][] again = TSne.embed(clusters, 20);

    assertThat(agreement(embedded)).isGreaterThan(0.99);
    // Two principal components cannot hold ten clusters apart: it is not the start that does it.
    PrincipalComponents start = PrincipalComponents.of(clusters);
    assertThat(agreement(new double[][] {start.x(), start.y()})).isLessThan(0.8);
    assertThat(again).isDeepEqualTo(embedded);
  }

  @Test
  void fewPointsAndEqualPointsArePlaced() {
    for (float[][] few : List.of(new float[1][2], new float[2][3], new float[40][2])) {
      double[][] embedded = TSne.embed(few, TSne.allowed(30, few.length));
      assertThat(embedded[0]).hasSize(few.length).doesNotContain(Double.NaN);
    }
    assertThat(TSne.allowed(30, 1000)).isEqualTo(30);
    assertThat(TSne.allowed(30, 31)).isEqualTo(10);
  }

  /** The share of points whose nearest neighbour in the plane is of their cluster. */
  private static double agreement(double[][] plane) {
    int count = plane[0].length;
    int same = 0;
    for (int i = 0; i < count; i++) {
      int nearest = -1;
      for (int j = 0; j < count; j++) {
        if (j != i && (nearest < 0 || squared(plane, i, j) < squared(plane, i, nearest))) {
          nearest = j;
        }
      }
      same += nearest % 10 == i % 10 ? 1 : 0;
    }
    return same / (double) count;
  }

  private double joint(int i, int j) {
    int[] starts = affinities.starts();
    int place = Arrays.binarySearch(affinities.points(), starts[i], starts[i + 1], j);
    return place < 0 ? 0 : affinities.values()[place];
  }

  private static double[] distances(float[][] points, int i) {
    double[] distances = new double[points.length - 1];
    for (int j = 0; j < points.length; j++) {
      for (int d = 0; d < points[i].length && j != i; d++) {
        double difference = points[i][d] - (double) points[j][d];
        distances[j < i ? j : j - 1] += difference * difference;
      }
    }
    return distances;
  }

  /** KL(P || Q) as the paper writes it. */
  private double divergence(double[][] at) {
    double total = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        total += i == j ? 0 : 1 / (1 + squared(at, i, j));
      }
    }
    double divergence = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        double p = joint(i, j);
        double q = 1 / (1 + squared(at, i, j)) / total;
        divergence += p > 0 ? p * Math.log(p / q) : 0;
      }
    }
    return divergence;
  }

  private static double squared(double[][] plane, int i, int j) {
    double dx = plane[0][i] - plane[0][j];
    double dy = plane[1][i] - plane[1][j];
    return dx * dx + dy * dy;
  }

  private static float[][] floats(double[][] rows) {
    float[][] result = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        result[i][j] = (float) rows[i][j];
      }
    }
    return result;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] result = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        result[j][i] = rows[i][j];
      }
    }
    return result;
  }

  private static double[][] read(String array, int height, int width) {
    double[][] values = new double[height][width];
    try (InputStream csv = TSneTest.class.getResourceAsStream("tsne.csv")) {
      assertThat(csv).isNotNull();
      String text = new String(csv.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(each -> each.startsWith(array + ",")).toList()) {
        List<String> cells = List.of(line.split(",", -1));
        values[Integer.parseInt(cells.get(1))][Integer.parseInt(cells.get(2))] =
            Double.parseDouble(cells.get(3));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return values;
  }
}
