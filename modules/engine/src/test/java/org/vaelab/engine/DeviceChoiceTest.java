package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.engine.DeviceChoice.Kind;
import org.vaelab.input.InputException;

class DeviceChoiceTest {
  @ParameterizedTest
  @CsvSource({"auto, AUTO, 0", "cpu, CPU, 0", "cuda, CUDA, 0", "cuda:3, CUDA, 3"})
  void readsWhatTheSpecAllows(String text, Kind kind, int index) {
    assertThat(DeviceChoice.parse(text)).isEqualTo(new DeviceChoice(kind, index));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:x", "CPU"})
  void refusesTheRest(String text) {
    assertThat(DeviceChoice.isValid(text)).isFalse();
    assertThatThrownBy(() -> DeviceChoice.parse(text))
        .hasMessage("must be auto, cpu, cuda or cuda:N, was \"" + text + "\"");
  }

  @Test
  void aProcessThatStartedForTheCpuStaysThere() {
    ComputeEngine engine = ComputeEngine.start();

    assertThat(ComputeEngine.start(DeviceChoice.AUTO)).isSameAs(engine);
    assertThat(engine.device(DeviceChoice.AUTO)).isEqualTo(Device.cpu());
    assertThatThrownBy(() -> engine.device(DeviceChoice.parse("cuda:1")))
        .isInstanceOf(InputException.class)
        .hasMessage("device cuda:1 cannot be used: PyTorch was started for the CPU.");
  }
}
