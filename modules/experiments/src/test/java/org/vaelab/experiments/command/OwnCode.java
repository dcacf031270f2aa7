package org.vaelab.experiments.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Files as a user writes them who has a layer of their own, and jars of them. */
final class OwnCode {
  static final String SERVICES = "META-INF/services/org.vaelab.json.Extension";

  private static final String LAYER =
      """
      import ai.djl.ndarray.NDArray;
      import ai.djl.ndarray.types.Shape;
      import ai.djl.nn.Block;
      import ai.djl.nn.LambdaBlock;
      import org.vaelab.engine.Scalars;
      import org.vaelab.json.Extension;
      import org.vaelab.json.Vocabulary;
      import org.vaelab.models.layer.LayerContext;
      import org.vaelab.models.layer.LayerSpec;

      public final class Damp implements Extension {
        static { System.setProperty("vaelab.test.damp", "loaded"); }

        public Vocabulary extend(Vocabulary words) {
          return words.with(LayerSpec.class, "damp", Layer.class);
        }

        public record Layer(double factor) implements LayerSpec {
          public Layer() {
            this(0.5);
          }

          public Shape output(Shape input) {
            return input;
          }

          public Block create(LayerContext context) {
            return LambdaBlock.singleton(x -> damped(x));
          }

          private NDArray damped(NDArray x) {
            return x.mul(Scalars.like(x, factor));
          }
        }
      }
      """;

  private static final String SPEC =
      """
      {
        "name": "own",
        "data": { "dataset": "digits", "limit": 100, "testLimit": 50 },
        "model": { "latent": 2,
          "encoder": { "type": "fc", "layers": [16, { "type": "damp" }] },
          "decoder": { "type": "fc", "hidden": [16] } },
        "training": { "epochs": 2, "batchSize": 50 },
        "figures": []
      }
      """;

  private OwnCode() {}

  /** A layer that works, but for what is put in another's place. */
  static Path layer(Path file, String... changes) throws IOException {
    String text = LAYER;
    for (int i = 0; i < changes.length; i += 2) {
      if (!text.contains(changes[i])) {
        throw new IllegalArgumentException("there is no " + changes[i]);
      }
      text = text.replace(changes[i], changes[i + 1]);
    }
    return Files.writeString(file, text);
  }

  /** An experiment with that layer. */
  static Path spec(Path folder) throws IOException {
    return Files.writeString(folder.resolve("own.json"), SPEC);
  }

  /** The classes of a Java file, as a jar has them. */
  static Map<String, byte[]> classes(Path source, String... options) throws IOException {
    Path out = Files.createTempDirectory(source.toAbsolutePath().getParent(), "classes");
    List<String> arguments =
        Stream.concat(
                Stream.of(options),
                Stream.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d"))
            .toList();
    String[] all =
        Stream.concat(arguments.stream(), Stream.of(out.toString(), source.toString()))
            .toArray(String[]::new);
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, all) != 0) {
      throw new IllegalArgumentException(source + " does not compile");
    }
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.put(out.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return entries;
  }

  /** A jar whose services file has {@code services} in it. */
  static Path jar(Path file, Map<String, byte[]> classes, String services) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>(classes);
    if (!services.isEmpty()) {
      entries.put(SERVICES, services.getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }
}
