package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.exchange.DrawnStripes;
import org.vaelab.experiments.exchange.ExchangedNetworks;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.ImageShape;
import org.vaelab.models.family.Ability;

/**
 * PyTorch itself rebuilds exported networks and computes the same, and networks that PyTorch
 * initialised are imported and compute the same. {@code -Dvaelab.python} is a Python with torch,
 * safetensors and numpy; src/test/python/exchange.py is what it runs.
 */
@Tag("pytorch")
class PyTorchTest {
  private static final int COUNT = 8;
  private static final float NEAR = 1e-5f;

  private static final Path ROOT = Path.of(System.getProperty("vaelab.root"));

  /** Of each published system one, on data that are drawn here. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "asahi417/cnn3-z20", "\"digits\"",
          "conditional-vae/cvae-corrected", "\"digits\"",
          "learning-ml/cifar10-gaussian-sigma-z50",
              "{\"type\":\"stripes\",\"channels\":3,\"height\":32,\"width\":32}",
          "timbmg-gaussian/cvae-gaussian", "\"digits\"",
          "vae-pytorch/cvae-corrected", "\"digits\"");

  @TempDir private Path folder;

  private static Program use(Object... arguments) {
    String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    Program program = Program.run(DrawnStripes.VOCABULARY, words);
    assertThat(program.exitCode()).as(program.err()).isZero();
    return program;
  }

  private Map<String, Path> train() {
    Map<String, Path> places = new LinkedHashMap<>();
    ExchangedNetworks.write(folder)
        .forEach(
            (name, spec) -> {
              places.put(name, folder.resolve(name));
              use("run", spec, "--out", folder.resolve(name));
            });
    PUBLISHED.forEach(
        (name, dataset) -> {
          Path out = folder.resolve(name.replace('/', '-'));
          places.put(out.getFileName().toString(), out);
          use(
              "run",
              ROOT.resolve("experiments/reproduce").resolve(name + ".json"),
              "--out",
              out,
              "--set",
              "data.dataset=" + dataset,
              "--set",
              "data.limit=" + (name.startsWith("timbmg") ? 800 : 200),
              "--set",
              "data.validation=0",
              "--set",
              "data.testLimit=40",
              "--set",
              "training.epochs=1",
              "--set",
              "training.batchSize=50",
              "--set",
              "figures=[]");
        });
    return places;
  }

  private static void write(Path file, Map<String, float[][]> arrays, Map<String, Shape> shapes)
      throws IOException {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        OutputStream stream = Files.newOutputStream(file)) {
      NDList list = new NDList();
      arrays.forEach(
          (name, rows) -> {
            NDArray array = manager.create(rows).reshape(shapes.get(name));
            array.setName(name);
            list.add(array);
          });
      list.encode(stream, NDList.Encoding.NPZ);
    }
  }

  private static float[] read(Path file, String name) throws IOException {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        InputStream stream = Files.newInputStream(file)) {
      return NDList.decode(manager, stream).get(name).toFloatArray();
    }
  }

  /** Images of noise, with all classes in turn. */
  private static void writeImages(Path file, ImageShape image, int classes) throws IOException {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        OutputStream stream = Files.newOutputStream(file)) {
      NDArray images = manager.randomUniform(0, 1, image.batch(COUNT));
      images.setName("images");
      int[] labels = new int[COUNT];
      Arrays.setAll(labels, i -> i % classes);
      NDArray numbers = manager.create(labels);
      numbers.setName("labels");
      new NDList(images, numbers).encode(stream, NDList.Encoding.NPZ);
    }
  }

  private static boolean classifies(TrainedModel model) {
    return model.description().model().abilities().contains(Ability.CLASSIFY);
  }

  /** Whether it is a classifier; {@code prefix} is that of the files. */
  private static boolean compute(Path run, Path images, Path place, String prefix)
      throws IOException {
    try (TrainedModel model =
        TrainedModel.open(run, DeviceChoice.parse("cpu"), DrawnStripes.VOCABULARY)) {
      if (!Files.exists(images)) {
        writeImages(images, model.description().image(), model.description().classNames().size());
      }
      float[][] pixels = rows(read(images, "images"), COUNT);
      if (classifies(model)) {
        float[][] probabilities = model.classify(pixels);
        write(
            place.resolve(prefix + "probabilities.npz"),
            Map.of("probabilities", probabilities),
            Map.of("probabilities", new Shape(COUNT, probabilities[0].length)));
        return true;
      }
    }
    Path codes = place.resolve(prefix + "codes.npz");
    use("encode", run, images, "--out", codes);
    use("encode", run, images, "--out", place.resolve(prefix + "codes.csv"));
    use("decode", run, codes, "--out", place.resolve(prefix + "decoded.npz"));
    if (prefix.isEmpty()) {
      writeLikelihoods(run, images, codes, place.resolve("likelihood.npz"));
    }
    return false;
  }

  private static void writeLikelihoods(Path run, Path images, Path codes, Path file)
      throws IOException {
    try (TrainedModel model =
        TrainedModel.open(run, DeviceChoice.parse("cpu"), DrawnStripes.VOCABULARY)) {
      int[] classes = new int[COUNT];
      Arrays.setAll(classes, i -> i % model.description().classNames().size());
      double[] nats =
          model.logLikelihood(
              rows(read(images, "images"), COUNT), rows(read(codes, "codes"), COUNT), classes);
      float[][] row = new float[1][COUNT];
      for (int i = 0; i < COUNT; i++) {
        row[0][i] = (float) nats[i];
      }
      write(file, Map.of("likelihood", row), Map.of("likelihood", new Shape(COUNT)));
    }
  }

  private static float[][] rows(float[] flat, int count) {
    float[][] rows = new float[count][];
    int size = flat.length / count;
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * size, (i + 1) * size));
    return rows;
  }

  private static void compare(Path place, String ours, String theirs, String name)
      throws IOException {
    assertThat(read(place.resolve(ours), name))
        .as(place + "/" + ours)
        .containsExactly(read(place.resolve(theirs), name), within(NEAR));
  }

  @Test
  void pyTorchComputesTheSame() throws IOException, InterruptedException {
    Map<String, Path> places = train();
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("vaelab.python", "python3"),
                ROOT.resolve("modules/experiments/src/test/python/exchange.py").toString(),
                folder.toString()));
    command.addAll(places.keySet());
    for (Path place : places.values()) {
      compute(place, place.resolve("images.npz"), place, "");
      use("export", place, "--to", "pytorch", "--out", place.resolve("export"));
    }
    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
    assertThat(said).contains("residual deviations: ", "classifier probabilities: ");

    for (Path place : places.values()) {
      Path imported = place.resolve("imported");
      use(
          "import",
          place.resolve("spec.json"),
          place.resolve("torch.safetensors"),
          "--out",
          imported);
      if (compute(imported, place.resolve("images.npz"), place, "imported-")) {
        compare(place, "imported-probabilities.npz", "torch-probabilities.npz", "probabilities");
      } else {
        compare(place, "imported-codes.npz", "torch-codes.npz", "codes");
        compare(place, "imported-decoded.npz", "torch-decoded.npz", "images");
      }
    }
  }
}
