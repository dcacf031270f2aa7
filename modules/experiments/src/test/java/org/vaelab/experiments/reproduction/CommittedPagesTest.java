package org.vaelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.PlannedRun;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.files.Sha256;
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
        assertThat(pictures(spec(page, shown.run())))
            .as(shown.run())
            .containsAll(shown.files(Integer.MAX_VALUE))
            .isNotEmpty();
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

  /** Else a row could say yes of a picture that nobody measured. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyRowIsJudgedByANumberWithAReference(SystemPage page) {
    for (Row row : page.rows()) {
      assertThat(row.checks()).as(row.figure()).anyMatch(check -> check.reference() != null);
      // The one number that rewarded garbage: variation says nothing of what can be read.
      assertThat(row.checks())
          .as(row.figure())
          .noneMatch(
              check ->
                  check.measure() instanceof Measure.WithinDigitDeviation
                      && Boolean.FALSE.equals(check.atMost())
                      && row.checks().stream()
                          .noneMatch(
                              other ->
                                  other.run().equals(check.run())
                                      && other.measure() instanceof Measure.ClassAccuracy
                                      && other.reference() != null));
    }
  }

  /** Copies stand beside a notice, and only where a licence is given. */
  @ParameterizedTest
  @MethodSource("pages")
  void copiesOfPublishedPicturesAreThereWithTheirNotice(SystemPage page) {
    Path originals = FOLDER.resolve(page.name()).resolve("originals");
    for (Row row : page.rows()) {
      for (SystemPage.Original original : row.originals()) {
        if (original.copy() != null) {
          assertThat(page.licence()).startsWith("MIT");
          assertThat(originals.resolve(original.copy())).isRegularFile();
          assertThat(originals.resolve("NOTICE.txt")).isRegularFile();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatACorrectedSpecMendsIsShown(SystemPage page) {
    for (MendedFields mended : MendedFields.of(page, FOLDER.resolve(page.name()))) {
      assertThat(mended.fields()).as(mended.specs().toString()).isNotEmpty();
      assertThat(mended.fields())
          .as(mended.specs().toString())
          .allMatch(field -> page.wrong().contains(lastWord(field.path())));
    }
  }

  /** Two pictures alike say the same twice; what is too large nobody clones. */
  @Test
  void theGalleryIsSmallAndHasNoTwoPicturesAlike() throws IOException {
    Map<String, Path> seen = new HashMap<>();
    long bytes = 0;
    for (Path picture : galleryAndOriginals()) {
      byte[] content = Files.readAllBytes(picture);
      bytes += content.length;
      assertThat(seen.put(Sha256.of(content), picture)).as(picture.toString()).isNull();
    }
    assertThat(seen).isNotEmpty();
    assertThat(bytes).isLessThan(12L << 20);
  }

  /** With all of their colours: no palette, no dithering. */
  @Test
  void picturesOfTheGalleryHaveAllTheirColours() throws IOException {
    List<String> page = Files.readAllLines(FOLDER.resolve("README.md"));
    try (Stream<Path> gallery = Files.list(FOLDER.resolve("gallery"))) {
      for (Path picture : gallery.toList()) {
        assertThat(page)
            .as(picture.toString())
            .anyMatch(line -> line.contains("\"gallery/" + picture.getFileName() + "\""));
        if (picture.toString().endsWith(".png")) {
          BufferedImage image = ImageIO.read(picture.toFile());
          assertThat(image.getColorModel().getPixelSize()).as(picture.toString()).isEqualTo(24);
          assertThat(image.getWidth()).as(picture.toString()).isGreaterThanOrEqualTo(270);
        }
      }
    }
  }

  private static List<Path> galleryAndOriginals() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().matches(".*\\.(png|gif)")).toList();
    }
  }

  private static String lastWord(String path) {
    return path.startsWith("training.schedule")
        ? "training.schedule"
        : path.replaceFirst("\\.type$", "").replaceFirst(".*\\.", "");
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
