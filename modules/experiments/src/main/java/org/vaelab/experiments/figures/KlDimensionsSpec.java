package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.vaelab.experiments.drawing.Charts;
import org.vaelab.experiments.drawing.Palette;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.FigureSpec;

/**
 * How much each latent dimension says of an image: its mean KL over the test images, descending.
 */
public record KlDimensionsSpec() implements FigureSpec {
  /** In nats; a dimension that says less is called inactive. */
  private static final double ACTIVE = 0.01;

  @Override
  public String fileName() {
    return "kl-dimensions";
  }

  @Override
  public Set<Ability> needs() {
    return Set.of(Ability.DIVERGENCE);
  }

  @Override
  public BufferedImage draw(FigureSource source) {
    float[] divergences =
        source
            .reader()
            .klPerDimension(source.data().test(), source.seeds().derive("figure-kl-dimensions"));
    return Charts.paint(List.of(chart(divergences, source.data().test().size())));
  }

  /** The bars of {@code divergences[d]} nats, dimension d = 0 being called 1. */
  static CategoryChart chart(float[] divergences, int images) {
    List<Integer> order =
        IntStream.range(0, divergences.length)
            .boxed()
            .sorted(Comparator.comparing((Integer d) -> divergences[d]).reversed())
            .toList();
    long active = order.stream().filter(d -> divergences[d] > ACTIVE).count();
    CategoryChart chart =
        Charts.createBars(
            640,
            400,
            String.format(
                Locale.ROOT,
                "KL of each latent dimension: %d of %d active (> %.2f nats)",
                active,
                divergences.length,
                ACTIVE),
            "latent dimension",
            String.format(Locale.ROOT, "nats, mean of %,d test images", images));
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(20);
    chart.getStyler().setYAxisMin(0.0);
    chart
        .addSeries(
            "KL",
            order.stream().map(d -> Integer.toString(d + 1)).toList(),
            order.stream().map(d -> divergences[d]).toList())
        .setFillColor(Palette.DISTINCT.opaque(0, 1));
    return chart;
  }
}
