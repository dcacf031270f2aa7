package org.vaelab.experiments.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/**
 * A run as TensorBoard shows it, a step an epoch: each column of metrics.csv as a scalar (train_kl
 * is {@code kl/train}), beta, the divergence of each latent dimension as a histogram, the figures
 * as images, the spec as text, and its settings as hyperparameters.
 */
public final class TensorBoard implements AutoCloseable {
  private static final Pattern AT_EPOCH = Pattern.compile("(.+)-epoch-(\\d{4,10})");

  private final EventFile file;

  private TensorBoard(EventFile file) {
    this.file = file;
  }

  /**
   * Begins a file of events.
   *
   * @param folder made where it is missing
   * @param epoch the first that is to come; what older files have of it and later ones is forgotten
   * @return to be closed
   * @throws InputException when it cannot be written
   */
  public static TensorBoard open(Path folder, int epoch) {
    return new TensorBoard(EventFile.create(folder, epoch));
  }

  /**
   * Adds what the run is.
   *
   * @param spec the whole of it, as JSON
   */
  public void describe(JsonNode spec) {
    file.add(0, RunDescription.of(spec));
  }

  /**
   * Adds the numbers of an epoch.
   *
   * @param metrics as in metrics.csv
   * @param lossWeights the weights within the loss at the end of the epoch, by name
   * @param klPerDimension nats of each latent dimension, a mean over test images; empty for none
   */
  public void epoch(
      EpochMetrics metrics, Map<String, Double> lossWeights, double[] klPerDimension) {
    List<Message> values = new ArrayList<>();
    measures(values, "train", metrics.train());
    measures(values, "test", metrics.test());
    if (metrics.validation() != null) {
      measures(values, "validation", metrics.validation());
    }
    values.add(Summaries.scalar("learning_rate", metrics.learningRate()));
    values.add(Summaries.scalar("seconds", metrics.seconds()));
    values.add(Summaries.scalar("images_per_second", metrics.imagesPerSecond()));
    lossWeights.forEach((name, weight) -> values.add(Summaries.scalar(name, weight)));
    if (klPerDimension.length > 0) {
      values.add(Summaries.histogram("kl_per_dimension", klPerDimension));
    }
    file.add(metrics.epoch(), values);
  }

  private static void measures(List<Message> values, String part, Measures measures) {
    BiConsumer<String, Double> add =
        (name, value) -> values.add(Summaries.scalar(name + "/" + part, value));
    measures.values().forEach(add);
    measures.derived().forEach(add);
  }

  /**
   * Adds pictures.
   *
   * @param pictures PNG and GIF files
   * @param epoch of those whose name says none
   * @throws InputException when one of them cannot be read
   */
  public void figures(List<Path> pictures, int epoch) {
    for (Path picture : pictures) {
      try {
        figure(picture, epoch);
      } catch (IOException failure) {
        throw FileFaults.cannotRead(picture, failure);
      }
    }
  }

  private void figure(Path picture, int epoch) throws IOException {
    String file = picture.getFileName().toString();
    String name = file.substring(0, file.lastIndexOf('.'));
    Matcher atEpoch = AT_EPOCH.matcher(name);
    boolean named = atEpoch.matches();
    String tag = "figures/" + (named ? atEpoch.group(1) : name);
    BufferedImage pixels = ImageIO.read(picture.toFile());
    if (pixels == null) {
      throw new IOException("it is no picture");
    }
    this.file.add(
        named ? Long.parseLong(atEpoch.group(2)) : epoch,
        List.of(
            Summaries.image(
                tag, pixels.getWidth(), pixels.getHeight(), Files.readAllBytes(picture))));
  }

  @Override
  public void close() {
    file.close();
  }
}
