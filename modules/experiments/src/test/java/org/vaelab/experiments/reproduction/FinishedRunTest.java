package org.vaelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.source.DataSources;
import org.vaelab.input.InputException;

class FinishedRunTest {
  @TempDir private Path folder;

  @Test
  void readsItsNumbersByColumn() throws IOException {
    FinishedRun run = run("epoch,seconds\n1,0.5\n2,0.75\n");

    assertThat(run.metrics()).hasSize(2);
    assertThat(run.seconds()).isEqualTo(1.25);
    assertThat(new Measure.Column("epoch", null, null, null, null).of(run)).isEqualTo(2);
  }

  /** Else the page and the terminal would differ by what only the page's file knows. */
  @Test
  void aNumberThatIsNotTheTerminalsSaysWhereItComesFrom() throws IOException {
    FinishedRun run = run("epoch,train_reconstruction\n1,556.57\n");
    Measure.Column less =
        new Measure.Column("train_reconstruction", null, 448.73, null, "the constant");
    Measure.Column share =
        new Measure.Column("train_reconstruction", null, 448.73, 0.5, "the constant; halved");

    assertThat(less.of(run)).isCloseTo(107.84, within(1e-9));
    assertThat(less.origin(107.84))
        .isEqualTo("train_reconstruction 556.57 less 448.73: the constant");
    assertThat(share.origin(share.of(run)))
        .isEqualTo("train_reconstruction 556.57 less 448.73, times 0.5000: the constant; halved");
    assertThat(new Measure.Column("epoch", null, null, null, null).origin(1)).isEmpty();
    assertThat(new Measure.LatentSpread().origin(1)).isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsSaid() throws IOException {
    FinishedRun run = run("epoch,seconds\n1,0.5\n");

    assertThatThrownBy(() -> new Measure.Column("kl", null, null, null, null).of(run))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("metrics.csv") + " has no column kl.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "epoch,seconds\n", "epoch,seconds\n1\n", "epoch\nmany\n", "\n\n"})
  void whatIsNoTableIsSaid(String text) throws IOException {
    FinishedRun run = run(text);

    assertThatThrownBy(() -> new Measure.Column("epoch", null, null, null, null).of(run))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("metrics.csv") + " is no table of numbers");
  }

  private FinishedRun run(String metrics) throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), metrics);
    return new FinishedRun(folder, new DataSources(List.of()));
  }
}
