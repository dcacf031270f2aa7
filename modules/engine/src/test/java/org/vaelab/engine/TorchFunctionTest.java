package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchFunctionTest {
  private static final TorchFunction LOG_ADD_EXP =
      TorchFunction.of("logAddExp", List.of("a", "b"), "return torch.logaddexp(a, b)");

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void callsAnOperatorThatDjlDoesNotHave() {
    NDArray sum =
        LOG_ADD_EXP.apply(
            manager.create(new double[] {0, 1000}), manager.create(new double[] {0, 1000}));

    assertThat(sum.toDoubleArray())
        .containsExactly(new double[] {Math.log(2), 1000 + Math.log(2)}, within(1e-12));
  }

  /** Gradients of log(exp(a) + exp(b)) are the softmax weights; also with names DJL would obey. */
  @Test
  void gradientsFlowThroughIt() {
    NDArray a = manager.create(new double[] {0.3});
    NDArray b = manager.create(new double[] {-1.2});
    a.setName("module_method:other");
    b.setName("some.key");
    a.setRequiresGradient(true);
    b.setRequiresGradient(true);
    for (int call = 1; call <= 4; call++) {
      // PyTorch rewrites a script after its first calls: all must agree.
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(LOG_ADD_EXP.apply(a, b).sum());
      }
      double weight = 1 / (1 + Math.exp(-1.5));
      assertThat(a.getGradient().getDouble(0)).isCloseTo(call * weight, within(1e-12));
      assertThat(b.getGradient().getDouble(0)).isCloseTo(call * (1 - weight), within(1e-12));
    }
    assertThat(a.getName()).isEqualTo("module_method:other");
    assertThat(b.getName()).isEqualTo("some.key");
  }

  @Test
  void nothingIsRecordedOutsideOfACollector() {
    NDArray a = manager.create(new double[] {0.3});
    a.setRequiresGradient(true);

    assertThat(LOG_ADD_EXP.apply(a, a).hasGradient()).isFalse();
  }

  @Test
  void bodiesMayHaveSeveralLines() {
    TorchFunction function =
        TorchFunction.of(
            "squaredDistance", List.of("a", "b"), "d = a - b\nreturn torch.sum(torch.mul(d, d))");
    NDArray result =
        function.apply(
            manager.create(new float[] {1, 2, 3}), manager.create(new float[] {1, 0, 0}));

    assertThat(result.getFloat()).isEqualTo(13f);
    assertThat(result.getManager()).isSameAs(manager);
  }

  @Test
  void leavesNothingBehindButItsResult() {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray a = scratch.create(new double[] {1});
      LOG_ADD_EXP.apply(a, a).close();

      assertThat(scratch.getManagedArrays()).containsExactly(a);
    }
  }

  @Test
  void theSameTextIsCompiledOnce() {
    assertThat(TorchFunction.of("logAddExp", List.of("a", "b"), "return torch.logaddexp(a, b)"))
        .isSameAs(LOG_ADD_EXP);
  }

  @Test
  void aTextThatPyTorchRefusesIsShownWithItsReason() {
    assertThatThrownBy(() -> TorchFunction.of("broken", List.of("x"), "return torch.nonsense(x)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PyTorch refuses the function broken")
        .hasMessageContaining("return torch.nonsense(x)")
        .hasMessageContaining("Unknown builtin op: aten::nonsense");
  }

  @Test
  void aWrongNumberOfArraysIsRefused() {
    assertThatThrownBy(() -> LOG_ADD_EXP.apply(manager.create(1f)))
        .hasMessage("logAddExp takes 2 arrays, but got 1");
  }
}
