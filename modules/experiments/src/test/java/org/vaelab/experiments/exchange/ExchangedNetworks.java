package org.vaelab.experiments.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/**
 * Networks that together use everything that the grammar of a spec has, on {@link DrawnStripes}.
 */
public final class ExchangedNetworks {
  /** By name: the data, and what follows it in a spec. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  private static final String FC =
      """
      "latent": 2, "encoder": { "type": "fc", "hidden": [9] }, "decoder": { "type": "fc", "hidden": [9] }""";

  static {
    FIELDS.put(
        "activations",
        data(1, 8, 10, "unit")
            + """
            "model": { "latent": 3,
              "encoder": { "type": "fc", "hidden": [
                { "width": 11, "activation": "relu" },
                { "width": 12, "activation": { "type": "leakyRelu", "slope": 0.2 } },
                { "width": 13, "activation": "elu" },
                { "width": 14, "activation": "gelu", "batchNorm": true },
                { "width": 15, "activation": "identity" } ] },
              "decoder": { "type": "fc", "hidden": [
                { "width": 11, "activation": "silu" },
                { "width": 12, "activation": "tanh", "batchNorm": true },
                { "width": 13, "activation": "sigmoid" },
                { "width": 14, "activation": "softplus" } ] } }
            """);
    FIELDS.put(
        "residual",
        data(3, 20, 28, "standardize")
            + """
            "model": { "latent": 4, "conditional": true,
              "scale": { "type": "softplus", "floor": 0.01 }, "prior": "label",
              "encoder": { "type": "cnn", "labels": "channels", "layers": [
                { "type": "convolution", "channels": 6, "kernel": 4, "stride": 2, "padding": "same", "batchNorm": true },
                { "type": "residual", "channels": 6 },
                { "type": "residual", "channels": 8, "stride": 2, "batchNorm": true, "activation": "elu" },
                { "type": "pool", "size": 3 },
                { "type": "dense", "width": 16 } ] },
              "decoder": { "type": "cnn", "start": 8, "layers": [
                { "type": "dense", "width": 16, "batchNorm": true },
                { "type": "residual", "channels": 8, "batchNorm": true },
                { "type": "transposed-convolution", "channels": 6, "kernel": 5, "stride": 2, "padding": "same", "batchNorm": true },
                { "type": "convolution", "channels": 5, "kernel": 3, "padding": "same" } ],
                "output": { "kernel": 4, "stride": 2, "padding": 1 } } },
            "loss": { "likelihood": { "type": "gaussian", "mean": "identity",
              "sigma": { "type": "pixel", "scale": { "type": "exp", "floor": 0.1 } } } }
            """);
    FIELDS.put(
        "columns",
        data(1, 16, 13, "binarize")
            + """
            "model": { "latent": 2, "conditional": true, "scale": { "type": "exp", "floor": 0.05 }, "prior": "learned",
              "encoder": { "type": "cnn", "labels": "columns", "convolutions": [
                { "channels": 4, "kernel": 4, "stride": 3, "padding": "same", "pool": 2, "batchNorm": true },
                { "channels": 5, "kernel": 2, "padding": 1 } ], "hidden": [9] },
              "decoder": { "type": "cnn", "hidden": [7], "start": { "channels": 4, "batchNorm": true },
                "transposedConvolutions": [
                  { "channels": 3, "kernel": 4, "stride": 3, "padding": 1, "outputPadding": 2 } ],
                "output": { "kernel": 2, "stride": 1, "padding": "same", "activation": "tanh" } } }
            """);
    FIELDS.put(
        "features",
        data(3, 12, 12, "unit")
            + """
            "model": { "latent": 2, "conditional": true,
              "encoder": { "type": "cnn", "labels": "features", "convolutions": [
                { "channels": 4, "kernel": 3, "stride": 2 } ] },
              "decoder": { "type": "fc", "layers": [ { "type": "dense", "width": 10 } ] } },
            "loss": { "likelihood": { "type": "gaussian", "sigma": "shared" } }
            """);
    FIELDS.put(
        "pixels",
        data(1, 6, 5, "stochastic-binarize")
            + """
            "model": { "latent": 2, "conditional": true,
              "encoder": { "type": "fc", "layers": [ { "type": "dense", "width": 10 } ] },
              "decoder": { "type": "cnn", "start": 2, "transposedConvolutions": [], "output": { "kernel": 3, "padding": 1 } } }
            """);
    FIELDS.put(
        "optimal",
        data(1, 8, 8, "standardize")
            + """
            "model": { "latent": 2 },
            "loss": { "likelihood": { "type": "gaussian", "mean": "identity", "sigma": "optimal" } }
            """
                .replace("\"latent\": 2", FC));
    FIELDS.put(
        "covariance",
        data(1, 5, 6, "unit")
            + """
            "model": { "latent": 2 },
            "loss": { "likelihood": { "type": "gaussian", "sigma": "full-covariance" } }
            """
                .replace("\"latent\": 2", FC));
    FIELDS.put(
        "classifier",
        data(3, 20, 28, "standardize")
            + """
            "model": { "type": "classifier", "layers": [
              { "type": "convolution", "channels": 6, "kernel": 4, "padding": "same", "pool": 2, "batchNorm": true },
              { "type": "residual", "channels": 8, "stride": 2, "activation": "silu" },
              { "type": "dense", "width": 12, "batchNorm": true } ] }
            """);
  }

  private ExchangedNetworks() {}

  private static String data(int channels, int height, int width, String transform) {
    return """
        "data": { "dataset": { "type": "stripes", "channels": %d, "height": %d, "width": %d },
          "transform": "%s", "limit": 320, "testLimit": 40 },
        """
        .formatted(channels, height, width, transform);
  }

  /**
   * The specs, written into a folder.
   *
   * @param folder that exists
   * @return by name
   */
  public static Map<String, Path> write(Path folder) {
    Map<String, Path> files = new LinkedHashMap<>();
    FIELDS.forEach(
        (name, fields) -> {
          try {
            files.put(
                name,
                Files.writeString(
                    folder.resolve(name + ".json"),
                    "{ \"name\": \""
                        + name
                        + "\", \"figures\": [], \"training\": { \"epochs\": 1, \"batchSize\": 32 },\n"
                        + fields.stripTrailing()
                        + "\n}\n"));
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
    return files;
  }

  /**
   * One of them.
   *
   * @param name of the network
   * @param folder that exists
   * @return the file
   */
  public static Path write(String name, Path folder) {
    return Objects.requireNonNull(write(folder).get(name), name);
  }

  static ExperimentSpec read(Path file) {
    return SpecFile.read(file, List.of(), DrawnStripes.VOCABULARY);
  }
}
