package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a run that is done. */
class RedrawTest {
  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    SmallRun.train(
        run, "--set", "figures=[\"samples\",\"curves\",{\"type\":\"latent\",\"epochs\":[1]}]");
  }

  private Program draw(String... figures) {
    String[] all = new String[figures.length + 2];
    all[0] = "figures";
    all[1] = run.toString();
    System.arraycopy(figures, 0, all, 2, figures.length);
    return Program.run(all);
  }

  @Test
  void theFiguresOfTheSpecHaveTheSameBytesAgain() throws IOException {
    Map<String, Integer> before = SmallRun.contents(run);
    Files.delete(run.resolve("figures/samples.png"));
    Files.delete(run.resolve("figures/curves.png"));
    Program drawn = draw();

    assertThat(drawn.err()).isEmpty();
    assertThat(drawn.out())
        .contains("latent at epochs 1 is left out: the model has the weights of its last epoch")
        .endsWith("figures: " + run.resolve("figures") + System.lineSeparator());
    assertThat(SmallRun.contents(run)).isEqualTo(before);
  }

  @Test
  void othersGoWhereTheyAreAskedFor() throws IOException {
    Map<String, Integer> before = SmallRun.contents(run);
    Path out = folder.resolve("more/pictures");
    Program drawn =
        draw("kl-dimensions", "{\"type\":\"samples\",\"rows\":2}", "--out", out.toString());

    assertThat(drawn.err()).isEmpty();
    assertThat(SmallRun.contents(out)).containsOnlyKeys("kl-dimensions.png", "samples.png");
    assertThat(SmallRun.contents(run)).isEqualTo(before);
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    assertThat(draw("sampels").err()).contains("did you mean samples?");
    assertThat(draw("{\"type\":\"samples\",\"rows\":0}").err()).contains("rows must be >= 1");
    assertThat(draw("covariance").exitCode()).isEqualTo(2);
    Path spec = run.resolve("spec.json");
    String text = Files.readString(spec);
    Files.writeString(spec, text.replace("\"epochs\" : 2", "\"epochs\" : 9"));
    assertThat(draw().err()).contains(" has 2 of 9 epochs, and its model may be older");
    Files.writeString(spec, text);
    Files.delete(run.resolve("model.safetensors"));
    assertThat(draw().err())
        .startsWith(run + " has no model yet; train it to its end: ./vaelab resume " + run);
    assertThat(Program.run("figures", folder.toString()).err())
        .startsWith(folder + " is no run folder");
  }
}
