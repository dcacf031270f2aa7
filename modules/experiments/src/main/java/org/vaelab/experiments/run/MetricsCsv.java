package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.vaelab.training.AtomicFile;
import org.vaelab.training.EpochMetrics;

/** The numbers of a run, a row an epoch; losses in nats per image. */
public final class MetricsCsv {
  private static final String HEADER =
      "epoch,train_loss,train_reconstruction,train_kl,test_loss,test_reconstruction,test_kl,"
          + "learning_rate,seconds,images_per_second";

  private MetricsCsv() {}

  /**
   * Writes all rows, replacing the file.
   *
   * @param file metrics.csv
   * @param history the epochs so far
   */
  public static void write(Path file, List<EpochMetrics> history) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (EpochMetrics metrics : history) {
      text.append(row(metrics)).append('\n');
    }
    AtomicFile.write(file, text.toString());
  }

  private static String row(EpochMetrics m) {
    return String.format(
        Locale.ROOT,
        "%d,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%s,%.3f,%.1f",
        m.epoch(),
        m.train().loss(),
        m.train().reconstruction(),
        m.train().kl(),
        m.test().loss(),
        m.test().reconstruction(),
        m.test().kl(),
        m.learningRate(),
        m.seconds(),
        m.imagesPerSecond());
  }
}
