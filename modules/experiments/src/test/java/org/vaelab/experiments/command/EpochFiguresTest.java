package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures drawn while a model trains. */
class EpochFiguresTest {
  private static final String FIGURES =
      """
      figures=[{"type":"latent","points":60,"epochs":[0,2],"animated":true,"limit":2.5},
               {"type":"latent","perClass":4,"set":"train","from":"sample","projection":"tsne",
                "epochs":[1,2]},
               "latent", "curves"]
      """;

  @TempDir private Path folder;

  @Test
  void theyChangeNoNumberOfTheTraining() throws IOException {
    Path without = run("without", "figures=[]", 2);
    Path with = run("with", FIGURES, 2);

    assertThat(Files.readAllBytes(with.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(without.resolve("model.safetensors")));
    assertThat(files(with))
        .containsExactlyInAnyOrder(
            "latent-epoch-0000.png",
            "latent-epoch-0002.png",
            "latent.gif",
            "latent-2-epoch-0001.png",
            "latent-2-epoch-0002.png",
            "latent-3.png",
            "curves.png",
            "frames/latent-epoch-0000.png",
            "frames/latent-epoch-0001.png",
            "frames/latent-epoch-0002.png");
    assertThat(figure(with, "latent-epoch-0002.png"))
        .isNotEqualTo(figure(with, "latent-epoch-0000.png"))
        .isEqualTo(figure(with, "frames/latent-epoch-0002.png"));
  }

  /** The pictures of what was trained before the stop are kept, and those of the rest drawn. */
  @Test
  void aResumedRunDrawsWhatIsStillToCome() throws IOException {
    Path whole = run("whole", FIGURES, 4);
    Path resumed = run("resumed", FIGURES, 2);
    Program program = Program.run("resume", resumed.toString(), "--epochs", "4");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(files(resumed)).isEqualTo(files(whole)).contains("frames/latent-epoch-0004.png");
    for (String name : files(whole)) {
      if (!name.equals("curves.png")) {
        assertThat(figure(resumed, name)).as(name).isEqualTo(figure(whole, name));
      }
    }
    try (ImageInputStream stream =
        ImageIO.createImageInputStream(whole.resolve("figures/latent.gif").toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(stream);
      assertThat(reader.getNumImages(true)).isEqualTo(5);
    }
  }

  @Test
  void overwritingLeavesNoFrameOfTheRunBefore() throws IOException {
    run("again", FIGURES, 4);
    Path again = run("again", FIGURES, 2);

    assertThat(files(again)).doesNotContain("frames/latent-epoch-0003.png");
  }

  private Path run(String name, String figures, int epochs) throws IOException {
    Path spec = folder.resolve("spec.json");
    Files.writeString(
        spec,
        """
        { "name": "x", "data": { "dataset": "digits", "limit": 400, "testLimit": 80,
                                 "transform": "stochastic-binarize" },
          "model": { "latent": 3 }, "training": { "batchSize": 32 } }
        """);
    Path out = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("run", spec.toString(), "--out", out.toString(), "--overwrite"));
    arguments.addAll(List.of("--threads", "1", "--set", figures));
    arguments.addAll(List.of("--set", "training.epochs=" + epochs));
    Program program = Program.run(arguments);
    assertThat(program.exitCode()).as(program.err()).isZero();
    return out;
  }

  private static byte[] figure(Path run, String name) throws IOException {
    return Files.readAllBytes(run.resolve("figures").resolve(name));
  }

  private static List<String> files(Path run) throws IOException {
    Path figures = run.resolve("figures");
    try (Stream<Path> files = Files.walk(figures)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> figures.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
