package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vaelab.engine.Settings;

/**
 * Where test images lie in the latent space: posterior means, coloured by class. Of more than two
 * dimensions the first two principal components are shown.
 *
 * @param points how many test images
 */
public record LatentSpec(int points) implements FigureSpec {
  /** Checks the count. */
  public LatentSpec {
    new Settings().atLeast("points", points, 1).check();
  }

  /** Five thousand test images. */
  public LatentSpec() {
    this(5000);
  }

  @Override
  public String fileName() {
    return "latent";
  }

  @Override
  public BufferedImage draw(TrainedModel model) {
    float[][] means = model.posteriorMeans(points);
    int[] classes = Arrays.copyOf(model.data().test().classes(), means.length);
    int dimensions = model.model().latent();
    if (dimensions <= 2) {
      boolean line = dimensions == 1;
      return ScatterPlot.draw(
          column(means, 0),
          line ? asDoubles(classes) : column(means, 1),
          classes,
          model.data().classNames(),
          String.format(Locale.ROOT, "Posterior means of %,d test images", means.length),
          "z1",
          line ? "class" : "z2");
    }
    PrincipalComponents plane = PrincipalComponents.of(means);
    return ScatterPlot.draw(
        plane.x(),
        plane.y(),
        classes,
        model.data().classNames(),
        "Posterior means: first two principal components of " + dimensions + " dimensions",
        component(1, plane.explained()[0]),
        component(2, plane.explained()[1]));
  }

  private static String component(int number, double share) {
    return String.format(
        Locale.ROOT, "principal component %d (%.0f %% of the variance)", number, 100 * share);
  }

  private static double[] column(float[][] rows, int column) {
    return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][column]).toArray();
  }

  private static double[] asDoubles(int[] values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }
}
