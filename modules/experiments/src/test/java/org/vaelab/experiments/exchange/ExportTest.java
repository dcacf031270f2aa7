package org.vaelab.experiments.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.Scalars;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.ImageSize;
import org.vaelab.models.layer.LayerContext;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.spec.ExperimentSpec;

/** What is exported to PyTorch: names, shapes and bytes. That PyTorch reads it is PyTorchTest. */
class ExportTest {
  @TempDir private static Path folder;

  static Stream<Map.Entry<String, Path>> networks() {
    return ExchangedNetworks.write(folder).entrySet().stream();
  }

  private static Map<String, String> shapes(NDList arrays) {
    Map<String, String> shapes = new TreeMap<>();
    arrays.forEach(array -> shapes.put(array.getName(), array.getShape().toString()));
    return shapes;
  }

  private static NDList read(NDManager manager, Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return NDList.decode(manager, stream);
    }
  }

  /** Every array of the network, with its bytes; only batch normalisation's names are others. */
  @ParameterizedTest
  @MethodSource("networks")
  void everyArrayIsThereAsItIs(Map.Entry<String, Path> network) throws IOException {
    Path out = folder.resolve("all-" + network.getKey());
    ExperimentSpec spec = ExchangedNetworks.read(network.getValue());
    try (TrainedModel model = UntrainedModels.of(spec, folder.resolve("all.safetensors"));
        NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      ExportFormat.PYTORCH.write(model, out, false);

      NDList exported = read(manager, out.resolve("state_dict.safetensors"));
      Map<String, Parameter> own = NamedParameters.of(model.network(Block.class));
      assertThat(exported).hasSameSizeAs(own.keySet());
      own.forEach(
          (name, parameter) -> {
            String theirs =
                name.replace("norm.gamma", "norm.weight")
                    .replace("norm.beta", "norm.bias")
                    .replace("norm.runningMean", "norm.running_mean")
                    .replace("norm.runningVar", "norm.running_var");
            NDArray array = exported.get(theirs);
            assertThat(array).as(theirs).isNotNull();
            assertThat(array.getShape()).isEqualTo(parameter.getArray().getShape());
            assertThat(array.toFloatArray()).isEqualTo(parameter.getArray().toFloatArray());
          });
    }
  }

  /** The layouts of PyTorch's documentation, for one of each kind of layer. */
  @Test
  void layoutsAreThoseOfPyTorch() throws IOException {
    Path out = folder.resolve("layouts");
    ExperimentSpec spec = ExchangedNetworks.read(ExchangedNetworks.write("residual", folder));
    try (TrainedModel model = UntrainedModels.of(spec, folder.resolve("layouts.safetensors"));
        NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      ExportFormat.PYTORCH.write(model, out, false);

      assertThat(shapes(read(manager, out.resolve("state_dict.safetensors"))))
          .containsEntry("encoder.layers.0.weight", "(6, 7, 4, 4)") // out, in, kernel, kernel
          .containsEntry("encoder.layers.0.bias", "(6)")
          .containsEntry("encoder.layers.0.norm.running_var", "(6)")
          .containsEntry("encoder.layers.1.first.weight", "(6, 6, 3, 3)")
          .containsEntry("encoder.layers.2.skip.weight", "(8, 6, 1, 1)")
          .containsEntry("encoder.layers.2.skip.norm.weight", "(8)")
          .containsEntry("encoder.layers.4.weight", "(16, 48)") // out, in
          .containsEntry("encoder.rho.weight", "(4, 16)")
          .containsEntry("decoder.layers.0.norm.running_mean", "(16)")
          .containsEntry("decoder.start.0.weight", "(280, 16)")
          .containsEntry("decoder.layers.2.weight", "(8, 6, 5, 5)") // in, out, kernel, kernel
          .containsEntry("decoder.layers.4.weight", "(5, 6, 4, 4)")
          .containsEntry("prior.logVariance", "(4, 4)")
          .doesNotContainKey("encoder.layers.1.skip.weight");
    }
  }

  @Test
  void theDescriptionHasEverySize() throws IOException {
    Path out = folder.resolve("described");
    ExperimentSpec spec = ExchangedNetworks.read(ExchangedNetworks.write("columns", folder));
    try (TrainedModel model = UntrainedModels.of(spec, folder.resolve("described.safetensors"))) {
      assertThat(ExportFormat.PYTORCH.write(model, out, false))
          .containsExactly("state_dict.safetensors", "model.json", "load_vaelab.py");
      String text = Files.readString(out.resolve("model.json")).replaceAll("\\s+", " ");
      assertThat(text)
          .contains("\"format\" : 1,")
          .contains("\"image\" : { \"channels\" : 1, \"height\" : 16, \"width\" : 13 }")
          .contains("\"classNames\" : [ \"one\", \"two\", \"three\", \"four\" ]")
          .contains("\"transform\" : \"binarize\"")
          .contains("{ \"type\" : \"label-columns\", \"channels\" : 1, \"height\" : 16 }")
          .contains(
              "\"type\" : \"convolution\", \"name\" : \"encoder.convolutions.0\", \"inputs\" : 1,"
                  + " \"outputs\" : 4, \"kernel\" : 4, \"stride\" : 3, \"padding\" : { \"top\" : 1,"
                  + " \"bottom\" : 2, \"left\" : 1, \"right\" : 1 }")
          .contains("\"scale\" : { \"type\" : \"exp\", \"floor\" : 0.05 }")
          .contains("\"prior\" : \"learned\"")
          .contains("\"likelihood\" : { \"type\" : \"bernoulli\" }");
    }
    assertThat(out.resolve("load_vaelab.py")).content().contains("def load(");
  }

  /** A layer of somebody's own that only Java code computes. */
  public record Halve() implements LayerSpec {
    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public ImageSize inputSize(ImageSize output) {
      return output;
    }

    @Override
    public Block create(LayerContext context) {
      return LambdaBlock.singleton(x -> x.mul(Scalars.like(x, 0.5)));
    }
  }

  /** An activation of the same kind. */
  public record Cube() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return x.mul(x).mul(x);
    }
  }

  private static void refuse(VaeSpec own, String message) {
    assertThatThrownBy(() -> own.outline(new ImageShape(1, 4, 4), 0, new BernoulliLikelihoodSpec()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("which other programs do not have");
  }

  @Test
  void whatOnlyJavaComputesIsRefusedInASentence() {
    refuse(
        new VaeSpec(2, false, new FcEncoderSpec(List.of(new Halve())), new FcDecoderSpec()),
        "encoder.layers.0 is org.vaelab.experiments.exchange.ExportTest$Halve");
    refuse(
        new VaeSpec(
            2, false, new FcEncoderSpec(), new FcDecoderSpec(DenseSpec.layers(3), new Cube())),
        "decoder.hidden.0 is org.vaelab.experiments.exchange.ExportTest$Cube");
  }
}
