package org.vaelab.experiments.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.inference.Posteriors;
import org.vaelab.inference.TrainedModel;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/** ONNX Runtime computes what the network computes. */
class OnnxTest {
  private static final int COUNT = 3;
  private static final float NEAR = 1e-5f;

  @TempDir private static Path folder;

  static Stream<Path> networks() {
    Path published = Path.of(System.getProperty("vaelab.root"), "experiments/reproduce");
    return Stream.concat(
        ExchangedNetworks.write(folder).values().stream(),
        Stream.of(
                "asahi417/cnn3-z20",
                "asahi417/cnn2-z20",
                "asahi417/fc3-z2",
                "asahi417/classifier",
                "conditional-vae/cvae-corrected",
                "learning-ml/cifar10-gaussian-sigma-z50",
                "timbmg-gaussian/cvae-gaussian",
                "vae-pytorch/cvae-corrected")
            .map(name -> published.resolve(name + ".json")));
  }

  private static Map<String, float[]> run(Path file, Map<String, float[][]> inputs)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try (OrtSession session = environment.createSession(file.toString())) {
      for (String name : session.getInputNames()) {
        NodeInfo input = Objects.requireNonNull(session.getInputInfo().get(name));
        long[] shape = ((TensorInfo) input.getInfo()).getShape();
        shape[0] = COUNT;
        tensors.put(
            name,
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(flat(Objects.requireNonNull(inputs.get(name)))),
                shape));
      }
      Map<String, float[]> results = new HashMap<>();
      try (OrtSession.Result outputs = session.run(tensors)) {
        outputs.forEach(
            each -> {
              FloatBuffer values = ((OnnxTensor) each.getValue()).getFloatBuffer();
              float[] array = new float[values.remaining()];
              values.get(array);
              results.put(each.getKey(), array);
            });
      }
      return results;
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Of large numbers relatively: float32 has no more digits. */
  private static void assertNear(float[] actual, float[][] rows) {
    float[] expected = flat(rows);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .isCloseTo(expected[i], within(NEAR * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return flat;
  }

  private static float[][] oneHot(TrainedModel model, int[] classes) {
    float[][] rows = new float[classes.length][model.description().classNames().size()];
    for (int i = 0; i < classes.length; i++) {
      rows[i][classes[i]] = 1;
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void onnxRuntimeComputesTheSame(Path file) throws IOException, OrtException {
    Path out = Files.createTempDirectory(folder, "onnx");
    ExperimentSpec spec = SpecFile.read(file, List.of(), DrawnStripes.VOCABULARY);
    try (TrainedModel model = UntrainedModels.of(spec, out.resolve("model.safetensors"))) {
      ExportFormat.ONNX.write(model, out, false);
      float[][] images = UntrainedModels.images(model, COUNT);
      int[] classes = UntrainedModels.classes(model, COUNT);
      Map<String, float[][]> inputs = new HashMap<>();
      inputs.put("images", images);
      inputs.put("labels", oneHot(model, classes));
      if (model.description().model().abilities().contains(Ability.CLASSIFY)) {
        float[] probabilities =
            Objects.requireNonNull(
                run(out.resolve("classifier.onnx"), inputs).get("probabilities"));
        assertNear(probabilities, model.classify(images));
        assertThat(probabilities[0]).isNotCloseTo(probabilities[1], within(NEAR));
        return;
      }
      float[][] codes = UntrainedModels.codes(model, COUNT);
      inputs.put("codes", codes);
      Map<String, float[]> encoded = run(out.resolve("encoder.onnx"), inputs);
      Posteriors expected = model.posteriors(images, classes);
      assertNear(Objects.requireNonNull(encoded.get("mean")), expected.means());
      float[] deviations = Objects.requireNonNull(encoded.get("log_variance"));
      for (int i = 0; i < deviations.length; i++) {
        deviations[i] = (float) Math.exp(deviations[i] / 2);
      }
      assertNear(deviations, expected.deviations());
      float[] decoded =
          Objects.requireNonNull(run(out.resolve("decoder.onnx"), inputs).get("images"));
      assertNear(decoded, model.decode(codes, classes));
      assertThat(Arrays.copyOf(decoded, 5)).isNotEqualTo(Arrays.copyOfRange(decoded, 5, 10));
    }
  }
}
