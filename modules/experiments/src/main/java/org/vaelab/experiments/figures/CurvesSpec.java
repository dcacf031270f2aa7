package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.vaelab.experiments.drawing.Charts;
import org.vaelab.experiments.drawing.LinePlot;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * Loss, reconstruction and KL (or accuracy) over the epochs, for training and test, and the bound
 * where it is not the loss.
 *
 * @param combined whether the training's loss, reconstruction and KL share one panel that begins at
 *     0, in place of one panel each
 */
public record CurvesSpec(boolean combined) implements FigureSpec {
  private static final Set<String> SHORT = Set.of("kl", "elbo");

  /** A panel for each measure. */
  public CurvesSpec() {
    this(false);
  }

  @Override
  public String fileName() {
    return "curves";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of();
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    List<EpochMetrics> history = source.history();
    if (combined) {
      return Charts.paint(List.of(together(history)));
    }
    return Charts.paint(
        measures(history).stream().map(measure -> chart(history, measure)).toList());
  }

  /** What there are curves of: a second one of the same numbers would say nothing. */
  static List<String> measures(List<EpochMetrics> history) {
    Set<String> measures = new LinkedHashSet<>(history.get(0).train().values().keySet());
    for (EpochMetrics row : history) {
      measures.addAll(row.train().telling());
      measures.addAll(row.test().telling());
    }
    return List.copyOf(measures);
  }

  private static XYChart chart(List<EpochMetrics> history, String measure) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    lines.put("train", history.stream().mapToDouble(m -> m.train().get(measure)).toArray());
    lines.put("test", history.stream().mapToDouble(m -> m.test().get(measure)).toArray());
    double[] epochs = history.stream().mapToDouble(EpochMetrics::epoch).toArray();
    String unit = measure.equals("accuracy") ? "share of images" : "nats per image";
    return LinePlot.create(title(measure), unit, epochs, lines);
  }

  private static XYChart together(List<EpochMetrics> history) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    for (String measure : history.get(0).train().values().keySet()) {
      lines.put(
          title(measure), history.stream().mapToDouble(m -> m.train().get(measure)).toArray());
    }
    double[] epochs = history.stream().mapToDouble(EpochMetrics::epoch).toArray();
    return LinePlot.fromZero("Training, means over each epoch", "nats per image", epochs, lines);
  }

  private static String title(String measure) {
    return SHORT.contains(measure)
        ? measure.toUpperCase(Locale.ROOT)
        : measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1);
  }

  @Override
  public boolean isStandard() {
    return true;
  }
}
