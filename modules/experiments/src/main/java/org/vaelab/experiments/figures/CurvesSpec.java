package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;
import org.vaelab.training.EpochMetrics;

/** Loss, reconstruction and KL (or accuracy) over the epochs, for training and test. */
public record CurvesSpec() implements FigureSpec {
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
    return Charts.paint(
        history.get(0).train().values().keySet().stream()
            .map(measure -> chart(history, measure))
            .toList());
  }

  private static XYChart chart(List<EpochMetrics> history, String measure) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    lines.put("train", history.stream().mapToDouble(m -> m.train().get(measure)).toArray());
    lines.put("test", history.stream().mapToDouble(m -> m.test().get(measure)).toArray());
    double[] epochs = history.stream().mapToDouble(EpochMetrics::epoch).toArray();
    String unit = measure.equals("accuracy") ? "share of images" : "nats per image";
    return LinePlot.create(title(measure), unit, epochs, lines);
  }

  private static String title(String measure) {
    return measure.equals("kl")
        ? "KL"
        : measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1);
  }

  @Override
  public boolean isStandard() {
    return true;
  }
}
