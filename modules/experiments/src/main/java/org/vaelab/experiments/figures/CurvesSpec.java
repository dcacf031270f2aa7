package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.vaelab.training.EpochMetrics;

/** Loss, reconstruction and KL over the epochs, for training and test. */
public record CurvesSpec() implements FigureSpec {
  @Override
  public String fileName() {
    return "curves";
  }

  @Override
  public BufferedImage draw(TrainedModel model) {
    List<EpochMetrics> history = model.history();
    return Charts.paint(
        List.of(
            chart(history, "Loss", m -> m.train().loss(), m -> m.test().loss()),
            chart(
                history,
                "Reconstruction",
                m -> m.train().reconstruction(),
                m -> m.test().reconstruction()),
            chart(history, "KL", m -> m.train().kl(), m -> m.test().kl())));
  }

  private static XYChart chart(
      List<EpochMetrics> history,
      String title,
      ToDoubleFunction<EpochMetrics> train,
      ToDoubleFunction<EpochMetrics> test) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    lines.put("train", history.stream().mapToDouble(train).toArray());
    lines.put("test", history.stream().mapToDouble(test).toArray());
    double[] epochs = history.stream().mapToDouble(EpochMetrics::epoch).toArray();
    return LinePlot.create(title, "nats per image", epochs, lines);
  }
}
