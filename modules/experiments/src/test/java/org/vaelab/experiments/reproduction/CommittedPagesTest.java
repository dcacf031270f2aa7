package org.vaelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecFile;

/** The pages of the five systems ask for nothing that their specs do not give. */
class CommittedPagesTest {
  private static final Path FOLDER = Path.of("../../experiments/reproduce");

  static Stream<SystemPage> pages() {
    return SystemPage.readAll(FOLDER).stream();
  }

  @Test
  void thereAreFive() {
    assertThat(pages())
        .extracting(SystemPage::name)
        .containsExactly(
            "timbmg-gaussian", "vae-pytorch", "conditional-vae", "learning-ml", "asahi417");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPictureIsDrawnByItsSpec(SystemPage page) {
    Set<String> planned = new HashSet<>();
    page.runs().forEach(run -> planned.add(run.spec()));
    for (Row row : page.rows()) {
      assertThat(row.published()).as(row.figure()).isNotBlank();
      assertThat(row.pictures()).as(row.figure()).isNotEmpty();
      for (Shown shown : row.pictures()) {
        assertThat(planned).contains(shown.run());
        assertThat(pictures(spec(page, shown.run()))).as(shown.run()).contains(shown.picture());
      }
      for (Check check : row.checks()) {
        if (check.measure() instanceof Measure.Column column) {
          assertThat(column.offset() == null && column.factor() == null)
              .as(check.name())
              .isEqualTo(column.reason() == null);
        }
        assertThat(planned).as(check.name()).contains(check.run());
        if (check.measure() instanceof Measure.WithinDigitDeviation deviation
            && deviation.over() != null) {
          assertThat(planned).contains(deviation.over());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aQuickRunIsASpecToo(SystemPage page) {
    for (PlannedRun run : page.runs()) {
      ExperimentSpec whole = spec(page, run.spec());
      ExperimentSpec cut = QuickSpec.cut(whole, run.quickEpochs());

      assertThat(cut.training().epochs()).isEqualTo(run.quickEpochs());
      assertThat(cut.model()).isEqualTo(whole.model());
      assertThat(cut.figures()).hasSameSizeAs(whole.figures());
      assertThat(cut.figures())
          .allSatisfy(
              figure -> assertThat(figure.epochs()).allMatch(epoch -> epoch <= run.quickEpochs()));
    }
  }

  private static ExperimentSpec spec(SystemPage page, String run) {
    return SpecFile.read(FOLDER.resolve(page.name()).resolve(run + ".json"), List.of());
  }

  private static Set<String> pictures(ExperimentSpec spec) {
    Map<String, Integer> used = new HashMap<>();
    Set<String> pictures = new HashSet<>();
    for (FigureSpec figure : spec.figures()) {
      int number = used.merge(figure.fileName(), 1, Integer::sum);
      String name = figure.fileName() + (number == 1 ? "" : "-" + number);
      for (int epoch : figure.epochs()) {
        pictures.add(String.format(Locale.ROOT, "%s-epoch-%04d.png", name, epoch));
      }
      if (figure.epochs().isEmpty()) {
        pictures.add(name + ".png");
      }
      figure.animation().ifPresent(shown -> pictures.add(name + ".gif"));
    }
    return pictures;
  }
}
