package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecWords;

class RunFilesTest {
  @TempDir private Path folder;

  /** They are a run's as well, and else would show another run's model after --overwrite. */
  @Test
  void aFigureOfTheUsersOwnHasItsFiles() throws Exception {
    Path figures = Files.createDirectories(folder.resolve("figures"));
    Path frames = Files.createDirectories(figures.resolve("frames"));
    List<Path> own =
        List.of(
            Files.createFile(figures.resolve("pixel-errors.png")),
            Files.createFile(figures.resolve("pixel-errors-2.gif")),
            Files.createFile(frames.resolve("pixel-errors-epoch-0003.png")));
    Files.createFile(figures.resolve("pixel-errors-of-mine.png"));

    assertThat(RunFiles.of(folder)).isEmpty();
    assertThat(RunFiles.of(folder, List.of("pixel-errors", "latent")))
        .containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void everyFigureHasItsFiles() throws Exception {
    List<Path> own = new ArrayList<>();
    Path figures = Files.createDirectories(folder.resolve("figures"));
    Path frames = Files.createDirectories(figures.resolve("frames"));
    for (FigureSpec figure : SpecWords.builtIn().standard(FigureSpec.class).values()) {
      String name = figure.fileName();
      for (String ending : List.of(".png", "-2.png", "-epoch-0012.png", ".gif", ".png.part")) {
        own.add(Files.createFile(figures.resolve(name + ending)));
      }
      own.add(Files.createFile(frames.resolve(name + "-3-epoch-12345.png")));
      Files.createFile(figures.resolve(name + "-of-mine.png"));
      Files.createFile(figures.resolve("my-" + name + ".png"));
    }

    assertThat(RunFiles.of(folder)).containsExactlyInAnyOrderElementsOf(own);
  }
}
