package org.vaelab.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.models.family.Learner;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.checkpoint.Weights;

class ModelFileTest {
  private static final ModelDescription DESCRIPTION =
      new ModelDescription(
          "0.1",
          "2.7",
          new VaeSpec(),
          new BernoulliLikelihoodSpec(),
          new ImageShape(1, 4, 4),
          List.of("\"quoted\"", "größer", "c"),
          Transform.UNIT,
          PixelScale.UNIT);

  @TempDir private Path folder;
  private Path plain;
  private Path described;

  @BeforeEach
  void write() {
    plain = folder.resolve("plain.safetensors");
    described = folder.resolve("described.safetensors");
    ComputeEngine engine = ComputeEngine.start();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      Learner learner = DESCRIPTION.create();
      learner.initialize(manager);
      Weights.save(learner.block(), plain);
      ModelFile.write(learner.block(), DESCRIPTION, ModelWords.ALL, described);
    }
  }

  private static int headerLength(byte[] bytes) {
    return (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  @Test
  void theArraysAreThoseOfAFileWithoutDescription() throws IOException {
    byte[] before = Files.readAllBytes(plain);
    byte[] after = Files.readAllBytes(described);
    int old = headerLength(before);
    int now = headerLength(after);

    assertThat(Arrays.copyOfRange(after, 8 + now, after.length))
        .isEqualTo(Arrays.copyOfRange(before, 8 + old, before.length));
    assertThat((now - old) % 8).as("alignment of the arrays").isZero();
    String header = new String(after, 8, now, StandardCharsets.UTF_8);
    // The same order in each process, so that the same training gives the same bytes.
    assertThat(header)
        .startsWith("{\"__metadata__\":{\"format\":\"pt\",\"vaelab\":\"{")
        .contains("gr\u00f6\u00dfer");
    assertThat(ModelFile.describe(described, ModelWords.ALL)).isEqualTo(DESCRIPTION);
  }

  @Test
  void aFileThatDoesNotDescribeItselfSaysWhatToDo() {
    assertThatThrownBy(() -> TrainedModel.open(plain))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not say what its weights belong to")
        .hasMessageContaining("resume");
    assertThatThrownBy(() -> TrainedModel.open(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> TrainedModel.open(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no model.safetensors");
  }

  @Test
  void aWordThatIsNotThereIsNamed() throws IOException {
    replace("bernoulli", "bernoulle");

    assertThatThrownBy(() -> TrainedModel.open(described))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("likelihood.type must be bernoulli or gaussian, was \"bernoulle\"");
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    replace("\\\"latent\\\":2", "\\\"latent\\\":3");

    assertThatThrownBy(() -> TrainedModel.open(described))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is of another network");
  }

  /** BF16 would end the process within PyTorch, F16 would be read as other numbers. */
  @ParameterizedTest
  @ValueSource(strings = {"BF16", "F8_E4M3", "F16", "BOOL", "C64"})
  void numbersOfAnotherTypeAreRefused(String type) throws IOException {
    byte[] whole = Files.readAllBytes(described);
    int end = 8 + headerLength(whole);
    String header = new String(whole, 8, end - 8, StandardCharsets.UTF_8);
    byte[] other = header.replace("\"F32\"", "\"" + type + "\"").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + other.length + whole.length - end).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(
        described,
        file.putLong(other.length).put(other).put(whole, end, whole.length - end).array());

    assertThat(header).contains("\"F32\"");
    assertThatThrownBy(() -> TrainedModel.open(described))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(described + " cannot be read as weights: it has numbers of type ");
  }

  private void replace(String text, String other) throws IOException {
    String all = Files.readString(described, StandardCharsets.ISO_8859_1);
    assertThat(all).contains(text);
    Files.writeString(described, all.replace(text, other), StandardCharsets.ISO_8859_1);
  }

  /** Cut anywhere, or with any byte of the header flipped: a model, or a sentence. */
  @Test
  void damagedFilesAreRefusedInWords() throws IOException {
    byte[] whole = Files.readAllBytes(described);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = i < 50 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (i >= 50) {
        damaged[random.nextInt(8 + headerLength(whole))] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(described, damaged);
      assertThatCode(
              () -> {
                try (TrainedModel model =
                    TrainedModel.open(described, DeviceChoice.parse("cpu"), ModelWords.ALL)) {
                  model.description();
                } catch (InputException sentence) {
                  assertThat(sentence).hasMessageContaining("described.safetensors");
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
