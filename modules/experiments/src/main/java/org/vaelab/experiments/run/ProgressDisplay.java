package org.vaelab.experiments.run;

import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Measures;
import org.vaelab.training.TrainingObserver;

/** Shows a training: a bar within an epoch where a person watches, and a line after each. */
final class ProgressDisplay implements TrainingObserver, AutoCloseable {
  /** Columns of the bar with its numbers; narrower than most windows. */
  private static final int WIDTH = 100;

  private final Terminal terminal;
  private final int epochs;
  private @Nullable ProgressBar bar;
  private long epochStart;

  ProgressDisplay(Terminal terminal, int epochs) {
    this.terminal = terminal;
    this.epochs = epochs;
  }

  @Override
  public void epochStarted(int epoch, int images) {
    epochStart = System.nanoTime();
    if (terminal.interactive()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs))
              .setInitialMax(images)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new DelegatingProgressBarConsumer(this::paint, WIDTH))
              .hideEta()
              .build();
    }
  }

  @Override
  public void progressed(int epoch, int images, Measures means) {
    if (bar != null) {
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      bar.stepTo(images);
      bar.setExtraMessage(
          String.format(Locale.ROOT, " loss %.2f  %,.0f images/s", means.loss(), images / seconds));
    }
  }

  @Override
  public void epochEnded(EpochMetrics metrics) {
    close();
    int digits = Integer.toString(epochs).length();
    terminal.say(
        String.format(
            Locale.ROOT,
            "epoch %" + digits + "d/%d  train %s  test %s  %.1f s  %,.0f images/s",
            metrics.epoch(),
            epochs,
            MeasureWords.of(metrics.train()),
            MeasureWords.of(metrics.test()),
            metrics.seconds(),
            metrics.imagesPerSecond()));
  }

  private void paint(String text) {
    terminal.out().print("\r" + text);
    terminal.out().flush();
  }

  /** Takes the bar off the terminal. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      paint(" ".repeat(WIDTH) + "\r");
    }
  }
}
