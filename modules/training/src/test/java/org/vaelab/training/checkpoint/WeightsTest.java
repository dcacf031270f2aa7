package org.vaelab.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;

class WeightsTest {
  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("model.safetensors");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void comeBackFromTheirFile() {
    Vae model = model(5);
    Weights.save(model, file);
    NDArray weight = first(model);
    float[] saved = weight.toFloatArray();
    weight.subi(weight);
    Weights.load(model, file);

    assertThat(weight.toFloatArray()).isEqualTo(saved).doesNotContain(0f);
  }

  /** Read by the format's own definition, not by the code that wrote it. */
  @Test
  void theFileIsSafetensors() throws IOException {
    Vae model = model(5);
    Weights.save(model, file);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8))
        .contains("\"encoder.hidden.0.weight\":{\"dtype\":\"F32\",\"shape\":[5,4]");
    assertThat(bytes.remaining()).isEqualTo(4 * NamedParameters.count(model));
    float[] weight = first(model).toFloatArray();
    for (float value : weight) {
      assertThat(bytes.getFloat()).isEqualTo(value);
    }
  }

  @Test
  void aFileOfAnotherNetworkOrNoFileIsRefused() throws IOException {
    Weights.save(model(5), file);
    assertThatThrownBy(() -> Weights.load(model(6), file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + " is of another network: it has (5, 4) for encoder.hidden.0.weight, which is"
                + " (6, 4) here");

    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Weights.load(model(5), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be read as weights");
  }

  private static NDArray first(Vae model) {
    return NamedParameters.of(model).values().iterator().next().getArray();
  }

  private Vae model(int hidden) {
    Vae model =
        new VaeSpec(
                2,
                false,
                new FcEncoderSpec(DenseSpec.layers(hidden), new Activation.Relu()),
                new FcDecoderSpec(DenseSpec.layers(hidden), new Activation.Relu()))
            .create(new ImageShape(1, 2, 2), 10, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    return model;
  }
}
