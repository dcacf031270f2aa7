package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchProcedureTest {
  private static final TorchProcedure ADD =
      TorchProcedure.of(
          "add", List.of("a", "b"), List.of("factor"), "torch._foreach_add_(a, b, alpha=factor)");

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void changesListsOfArraysInPlace() {
    NDArray first = manager.create(new float[] {1, 2});
    NDArray second = manager.create(new float[][] {{3}, {4}});
    List<NDArray> others =
        List.of(manager.create(new float[] {10, 20}), manager.create(new float[][] {{30}, {40}}));
    int held = manager.getManagedArrays().size();

    ADD.run(List.of(List.of(first, second), others), 0.5);

    assertThat(first.toFloatArray()).containsExactly(6, 12);
    assertThat(second.toFloatArray()).containsExactly(18, 24);
    assertThat(manager.getManagedArrays()).hasSize(held);
  }

  @Test
  void isCompiledOnce() {
    assertThat(
            TorchProcedure.of(
                "add",
                List.of("a", "b"),
                List.of("factor"),
                "torch._foreach_add_(a, b, alpha=factor)"))
        .isSameAs(ADD);
  }

  @Test
  void saysWhatItTakes() {
    assertThatThrownBy(() -> ADD.run(List.of(List.of()), 1, 2))
        .hasMessage("add takes 2 lists and 1 numbers, but got 1 and 2");
  }

  @Test
  void textThatPyTorchRefusesIsShown() {
    assertThatThrownBy(
            () -> TorchProcedure.of("wrong", List.of("a"), List.of(), "torch.no_such_thing(a)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PyTorch refuses the function wrong")
        .hasMessageContaining("a: List[Tensor]")
        .hasMessageContaining("no_such_thing");
  }
}
