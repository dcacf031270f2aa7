package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a number is had from a finished run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Measure.Column.class, name = "column"),
  @JsonSubTypes.Type(value = Measure.WithinDigitDeviation.class, name = "within-digit-deviation"),
  @JsonSubTypes.Type(value = Measure.NearestNeighbour.class, name = "nearest-neighbour"),
  @JsonSubTypes.Type(value = Measure.LatentSpread.class, name = "latent-spread"),
  @JsonSubTypes.Type(value = Measure.LatentReach.class, name = "latent-reach"),
  @JsonSubTypes.Type(value = Measure.ClassAccuracy.class, name = "class-accuracy")
})
public sealed interface Measure {
  /**
   * The number.
   *
   * @param run finished
   * @return as the kind says
   */
  double of(FinishedRun run);

  /**
   * How the number comes from what the terminal and metrics.csv show, where it is another.
   *
   * @param ours the number
   * @return such as "train_reconstruction 556.57 less 448.73, the constant of ..."; empty where it
   *     is shown as it is
   */
  default String origin(double ours) {
    return "";
  }

  /**
   * A column of metrics.csv, {@code (mean over epochs - offset) factor}.
   *
   * @param column its name
   * @param from the first epoch of the mean; null for the last epoch alone
   * @param offset taken off; null for 0
   * @param factor that multiplies the rest; null for 1
   * @param reason what the offset is, and the factor, in words; null where there are none
   */
  record Column(
      String column,
      @Nullable Integer from,
      @Nullable Double offset,
      @Nullable Double factor,
      @Nullable String reason)
      implements Measure {
    @Override
    public String origin(double ours) {
      if (offset == null && factor == null) {
        return "";
      }
      double scaled = ours / (factor == null ? 1 : factor);
      double shown = scaled + (offset == null ? 0 : offset);
      return String.format(Locale.ROOT, "%s %.2f", column, shown)
          + (offset == null ? "" : String.format(Locale.ROOT, " less %.2f", offset))
          + (factor == null ? "" : String.format(Locale.ROOT, ", times %.4f", factor))
          + (reason == null ? "" : ": " + reason);
    }

    @Override
    public double of(FinishedRun run) {
      List<Double> numbers = run.column(column);
      int first = from == null ? numbers.size() : Math.min(from, numbers.size());
      double mean =
          numbers.subList(first - 1, numbers.size()).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow();
      return (mean - (offset == null ? 0 : offset)) * (factor == null ? 1 : factor);
    }
  }

  /**
   * How much images of one class differ: the standard deviation of each pixel over draws of the
   * prior, a mean over pixels and classes; over that of another run where one is named.
   *
   * @param over the spec of the run to divide by; null for none
   */
  record WithinDigitDeviation(@Nullable String over) implements Measure {
    private static final int DRAWS = 50;

    @Override
    public double of(FinishedRun run) {
      double own = deviation(run);
      return over == null ? own : own / deviation(run.sibling(over));
    }

    private static double deviation(FinishedRun run) {
      return run.withModel(model -> Statistics.withinClassDeviation(model, DRAWS));
    }
  }

  /**
   * How well the class of a test image can be told from the nearest other posterior mean.
   *
   * @param images how many test images
   */
  record NearestNeighbour(int images) implements Measure {
    @Override
    public double of(FinishedRun run) {
      return run.withModel(model -> Statistics.nearestNeighbourAccuracy(model, images));
    }
  }

  /** The standard deviation of the posterior means of the test images, a mean over dimensions. */
  record LatentSpread() implements Measure {
    @Override
    public double of(FinishedRun run) {
      return run.withModel(Statistics::latentSpread);
    }
  }

  /**
   * How far from 0 the posterior means of training images lie: the largest absolute value of any of
   * their dimensions.
   *
   * @param images how many training images, from the first on
   */
  record LatentReach(int images) implements Measure {
    @Override
    public double of(FinishedRun run) {
      return run.withModel(model -> Statistics.latentReach(model, images));
    }
  }

  /**
   * The share of a conditional model's new images that a classifier reads as the class they were
   * asked for, 100 images a class.
   *
   * @param classifier the run of the classifier, as SYSTEM/SPEC
   * @param noise the standard deviation around the mean code of each class; null for draws of the
   *     prior
   */
  record ClassAccuracy(String classifier, @Nullable Double noise) implements Measure {
    private static final int DRAWS = 100;

    @Override
    public double of(FinishedRun run) {
      return run.withModel(
          model ->
              run.withClassifier(
                  classifier, judge -> Statistics.classAccuracy(model, judge, DRAWS, noise)));
    }
  }
}
