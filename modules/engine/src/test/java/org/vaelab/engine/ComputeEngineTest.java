package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.input.InputException;

class ComputeEngineTest {
  private final ComputeEngine engine = ComputeEngine.start();

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 20_000, Integer.MAX_VALUE})
  void aNumberOfThreadsThatIsNoneIsRefusedAndChangesNothing(int threads) {
    int before = engine.threads();

    assertThatThrownBy(() -> engine.useThreads(threads))
        .isInstanceOf(InputException.class)
        .hasMessage("threads must be 1 to " + ComputeEngine.mostThreads() + ", was " + threads);
    assertThat(engine.threads()).isEqualTo(before);
  }

  /** A run that was begun on a larger machine goes on with as many as it began with. */
  @Test
  void moreThreadsThanProcessorsAreAllowed() {
    int before = engine.threads();
    try {
      engine.useThreads(Runtime.getRuntime().availableProcessors() + 1);

      assertThat(engine.threads()).isEqualTo(Runtime.getRuntime().availableProcessors() + 1);
    } finally {
      engine.useThreads(before);
    }
  }
}
