package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Split;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.files.FileFaults;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;

/**
 * A spec to begin with, fitted to a data set: a fully connected network for small grey images, else
 * convolutions until the image is small.
 *
 * @param name of the experiment
 * @param data a word such as {@code mnist}, or a folder or file of the user's own
 * @param conditional whether the model is given the class
 * @param changes {@code path=value}, applied last
 * @param vocabulary the words of specs
 */
record StarterSpec(
    String name, String data, boolean conditional, List<String> changes, Vocabulary vocabulary) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SMALL = 32 * 32;
  private static final int SMALLEST_SIDE = 8;
  private static final int FIRST_CHANNELS = 32;

  /** After so many a small network draws what it was shown. */
  private static final int UPDATES = 5000;

  private static final int FEWEST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 100;

  /** Copies the list. */
  StarterSpec {
    changes = List.copyOf(changes);
  }

  /** The spec, read and checked as any other. */
  ExperimentSpec read() {
    ObjectNode tree = JSON.objectNode().put("name", name);
    tree.putObject("data").set("dataset", dataset());
    tree.putObject("model").put("latent", 2);
    List<String> ofData = changes.stream().filter(each -> each.startsWith("data.")).toList();
    Dataset found = parse(tree, ofData).data().dataset();
    describe(tree, found);
    return parse(tree, changes);
  }

  private ExperimentSpec parse(ObjectNode tree, List<String> assignments) {
    return SpecFile.parse("the spec for " + data, tree.toString(), assignments, vocabulary);
  }

  /**
   * Its JSON with every default, for a file in a folder.
   *
   * @param spec that was read
   * @param folder from where the path of the data is given
   */
  String text(ExperimentSpec spec, Path folder) {
    ObjectNode whole = JSON.objectNode().put("$schema", "./experiment.schema.json");
    whole.setAll((ObjectNode) SpecJson.tree(spec, vocabulary));
    if (whole.path("data").path("dataset") instanceof ObjectNode dataset && dataset.has("path")) {
      Path from = folder.toAbsolutePath().normalize();
      Path path = Path.of(dataset.path("path").asText()).toAbsolutePath().normalize();
      boolean near = Objects.equals(from.getRoot(), path.getRoot());
      dataset.put("path", (near ? from.relativize(path) : path).toString());
    }
    return SpecJson.indented(whole);
  }

  private JsonNode dataset() {
    Set<String> words = vocabulary.words(Dataset.class);
    if (words.contains(data)) {
      return JSON.textNode(data);
    }
    Path path = Path.of(data);
    if (!Files.exists(path)) {
      throw new InputException(
          "--data must be a data set ("
              + Words.either(words)
              + "), or a folder or file of your own; there is no "
              + data
              + Words.didYouMean(data, words));
    }
    return JSON.objectNode().put("type", kind(path)).put("path", path.toAbsolutePath().toString());
  }

  private static String kind(Path path) {
    if (Files.isDirectory(path)) {
      if (has(path, "SHA256SUMS") && has(path, "classes.txt")) {
        return "imported";
      }
      return has(path, "train-images") ? "idx" : "images";
    }
    String file = path.getFileName().toString().toLowerCase(Locale.ROOT);
    for (String ending : List.of("npz", "csv")) {
      if (file.endsWith("." + ending)) {
        return ending;
      }
    }
    throw new InputException(
        path + " is no folder, and its name ends neither in .npz nor in .csv.");
  }

  private static boolean has(Path folder, String beginning) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(beginning));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(folder, failure);
    }
  }

  /** Few images need more epochs for as many updates; how many there are is read of own data. */
  private int epochs(Dataset found, int batch) {
    if (vocabulary.words(Dataset.class).contains(data)) {
      return FEWEST_EPOCHS;
    }
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      DataSources nowhere = new DataSources(List.of());
      int images = found.read(manager, Split.TRAIN, nowhere, Integer.MAX_VALUE).labels().length;
      return Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, UPDATES * batch / images));
    }
  }

  private void describe(ObjectNode tree, Dataset found) {
    ImageShape shape = found.shape();
    boolean small = shape.channels() == 1 && shape.height() * shape.width() <= SMALL;
    tree.put("description", "A first model of " + data + ".");
    ObjectNode model = JSON.objectNode().put("latent", small ? 20 : 32);
    model.put("conditional", conditional);
    if (small) {
      model.putObject("encoder").put("type", "fc").putArray("hidden").add(400);
      model.putObject("decoder").put("type", "fc").putArray("hidden").add(400);
    } else {
      convolutions(model, shape);
    }
    tree.set("model", model);
    // Colours are no shares of ink: a density with a deviation that fits itself.
    tree.putObject("loss").set("likelihood", likelihood(shape));
    int batch = small ? 128 : 64;
    tree.putObject("training").put("epochs", epochs(found, batch)).put("batchSize", batch);
  }

  private static ObjectNode likelihood(ImageShape shape) {
    ObjectNode likelihood = JSON.objectNode();
    if (shape.channels() == 1) {
      return likelihood.put("type", "bernoulli");
    }
    likelihood.put("type", "gaussian").put("sigma", "optimal").put("mean", "sigmoid");
    return likelihood;
  }

  /** Each halves the image and doubles the channels, until a side is small. */
  private static void convolutions(ObjectNode model, ImageShape shape) {
    List<Integer> channels = new ArrayList<>();
    int side = Math.min(shape.height(), shape.width());
    int next = FIRST_CHANNELS;
    do {
      channels.add(next);
      next *= 2;
      side = (side + 1) / 2;
    } while (side >= SMALLEST_SIDE);
    ObjectNode encoder = model.putObject("encoder").put("type", "cnn");
    channels.forEach(each -> layer(encoder.withArray("convolutions").addObject(), each));
    encoder.putArray("hidden").add(256);
    ObjectNode decoder = model.putObject("decoder").put("type", "cnn");
    decoder.putArray("hidden").add(256);
    decoder.putObject("start").put("channels", channels.get(channels.size() - 1));
    decoder.putArray("transposedConvolutions");
    for (int i = channels.size() - 2; i >= 0; i--) {
      layer(decoder.withArray("transposedConvolutions").addObject(), channels.get(i));
    }
    decoder.putObject("output").put("kernel", 4).put("stride", 2).put("padding", "same");
  }

  private static void layer(ObjectNode layer, int channels) {
    layer.put("channels", channels).put("kernel", 4).put("stride", 2).put("padding", "same");
  }
}
