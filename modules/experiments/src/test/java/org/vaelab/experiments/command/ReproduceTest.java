package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on two small systems of its own. */
class ReproduceTest {
  private static final String SPEC =
      """
      {
        "name": "%s",
        "data": { "dataset": "%s", "limit": 300, "testLimit": 200 },
        "model": { "latent": 2, "encoder": { "type": "fc", "hidden": [16] },
                   "decoder": { "type": "fc", "hidden": [16] } },
        "training": { "epochs": 3, "batchSize": 50 },
        "figures": [ { "type": "samples", "rows": 2, "columns": 2 },
                     { "type": "samples", "rows": 2, "columns": 2, "epochs": [1, 2, 3] } ]
      }
      """;
  private static final String PAGE =
      """
      {
        "name": "%s", "title": "A <small> system", "author": "someone",
        "project": "https://example.org/a/b", "commit": "0123456789012345678901234567890123456789",
        "licence": "MIT", "about": "About it.", "wrong": "Too few epochs.",
        "runs": [ { "spec": "run", "quickEpochs": 2 },
                  { "spec": "longer", "quickEpochs": 2, "corrects": "run" } ],
        "rows": [ {
          "figure": "Samples", "published": "four digits", "publishedEpochs": 7,
          "why": "No reason & none needed.",
          "originals": [ { "path": "figures/a b.png", "commit": null, "copy": "a.png" },
                         { "path": "c.png", "commit": "abcdefabcdefabcdefabcdefabcdefabcdefabcd" } ],
          "pictures": [
            { "run": "run", "picture": "samples.png", "caption": "ours" },
            { "run": "run", "picture": "samples-2-epoch-0003.png", "caption": "late" },
            { "run": "run", "picture": "samples-2", "caption": "strip", "epochs": [1, 2, 3] } ],
          "checks": [
            { "name": "far", "run": "run", "measure": { "type": "column", "column": "epoch" },
              "reference": 9, "tolerance": 1, "kind": "published", "source": "a paper" },
            { "name": "near", "run": "run",
              "measure": { "type": "column", "column": "epoch", "from": 1, "offset": 1, "factor": 4 },
              "reference": 2.5, "tolerance": 2, "kind": "re-run", "source": "a paper" },
            { "name": "much", "run": "run", "measure": { "type": "latent-spread" },
              "reference": 0, "atMost": true, "kind": "threshold", "source": "a paper" },
            { "name": "some", "run": "run", "measure": { "type": "nearest-neighbour", "images": 150 },
              "reference": 0.05, "atMost": false, "kind": "threshold", "source": "chance" },
            { "name": "own", "run": "run",
              "measure": { "type": "within-digit-deviation", "over": "run" }, "source": "" } ] } ]
      }
      """;

  @TempDir private Path folder;
  private Path specs = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeSystems() throws IOException {
    specs = folder.resolve("specs");
    out = folder.resolve("out");
    for (String name : new String[] {"one", "two"}) {
      Path system = Files.createDirectories(specs.resolve(name));
      Files.writeString(system.resolve("readme.json"), PAGE.formatted(name));
      String dataset = name.equals("one") ? "digits" : "cifar10";
      Files.writeString(system.resolve("run.json"), SPEC.formatted(name, dataset));
      Files.writeString(
          system.resolve("longer.json"),
          SPEC.formatted(name, dataset)
              .replace("\"epochs\": 3", "\"epochs\": 2")
              .replace("[1, 2, 3]", "[1, 2]"));
      Path originals = Files.createDirectories(system.resolve("originals"));
      Files.writeString(originals.resolve("a.png"), "their picture");
    }
  }

  @Test
  void writesBothPagesAndRunsNothingTwice() throws IOException {
    Program program = reproduce("one", "--quick");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("run 1 of 2: one/run", "epoch 2/2")
        .doesNotContain("epoch 3");
    Path model = out.resolve("quick/one/run/model.safetensors");
    FileTime written = Files.getLastModifiedTime(model);
    assertThat(out.resolve("one.html"))
        .content()
        .contains("<h2 id=\"one\">A &lt;small&gt; system</h2>")
        .contains("<img loading=\"lazy\" src=\"quick/one/run/figures/samples.png\"")
        .contains("cut to 2 of 3 epochs")
        .contains("late is behind the cut")
        .contains(
            "src=\"strips/one-run-samples-2-strip.png\"", "Epochs 3 are left out: the run has 2.")
        .contains("<td>2 / 7</td><td class=\"partly\">partly</td>")
        .contains("outside: far; much; cut: run")
        .contains("0 yes, 1 partly, 0 no, 0 not run yet")
        .contains("<a href=\"index.html\">All systems</a>")
        .contains(
            "https://example.org/a/b/blob/0123456789012345678901234567890123456789/figures/a%20b.png")
        .contains("https://example.org/a/b/blob/abcdefabcdefabcdefabcdefabcdefabcdefabcd/c.png")
        .contains("<img loading=\"lazy\" src=\"originals/one-a.png\"")
        .contains("<td><code>training.epochs</code></td><td><code>3</code></td><td><code>2</code>")
        .contains("<span class=\"kind published\">published</span> a paper")
        .contains("<span class=\"kind rerun\">independent re-run</span>")
        .contains("<span class=\"kind threshold\">our threshold</span>")
        .contains("No reason &amp; none needed.")
        .contains("<td>2.00</td><td>9.00</td><td>±1.00</td><td class=\"outside\">outside, cut run")
        .contains("<td>2.00 (epoch 1.50 less 1.00, times 4.0000)</td><td>2.50</td><td>±2.00</td>")
        .contains(
            "<td>1.00</td><td></td><td></td><td class=\"nothing\">nothing to compare with</td>");
    assertThat(out.resolve("one.md"))
        .content()
        .contains("src=\"quick/one/run/figures/samples.png\"")
        .contains("[All systems](index.md)")
        .contains("| far | 2.00 | 9.00 | ±1.00 | outside, cut run | **published** a paper |")
        .containsPattern(
            "\\| much \\| \\S+ \\| 0.00 \\| at most \\| outside, cut run \\| `our threshold` a"
                + " paper \\|")
        .containsPattern("\\| some \\| 0\\.\\d+ \\| 0.050 \\| at least \\| within, cut run");

    Program again = reproduce("one", "--quick");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("quick/one/run is there").doesNotContain("epoch 1");
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(written);

    Program whole = reproduce("one");
    assertThat(whole.out()).contains("epoch 3/3");
    assertThat(out.resolve("one.html"))
        .content()
        .contains("(run, 3 epochs, ")
        .doesNotContain("cut run", "are left out");
    assertThat(out.resolve("index.html")).doesNotExist();
  }

  /** Hours of training are not replaced because a file was changed since. */
  @Test
  void aRunOfAnotherSpecOrOfOtherDataIsLeftAloneAndSaid() throws IOException {
    assertThat(reproduce("one", "--quick").exitCode()).isZero();
    Path run = out.resolve("quick/one/run");
    FileTime written = Files.getLastModifiedTime(run.resolve("model.safetensors"));
    Path spec = specs.resolve("one/run.json");
    String text = Files.readString(spec);

    Files.writeString(spec, text.replace("\"batchSize\": 50", "\"batchSize\": 60"));
    Program other = reproduce("one", "--quick");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains(run + " holds another run: training.batchSize was 50, is 60. Move or remove");

    Files.writeString(spec, text);
    Path environment = run.resolve("environment.json");
    String known = Files.readString(environment);
    Files.writeString(environment, known.replaceFirst("(\"sha256\" : \")[0-9a-f]{4}", "$1beef"));
    Program data = reproduce("one", "--quick");
    assertThat(data.exitCode()).isEqualTo(2);
    assertThat(data.err())
        .contains(run + " holds another run: data digits")
        .contains("had SHA-256 beef");
    assertThat(Files.getLastModifiedTime(run.resolve("model.safetensors"))).isEqualTo(written);
  }

  /** A figure that was changed, or a new version, needs no training. */
  @Test
  void otherFiguresAreDrawnOfTheRunThatIsThere() throws IOException {
    assertThat(reproduce("one", "--quick").exitCode()).isZero();
    Path model = out.resolve("quick/one/run/model.safetensors");
    Path picture = out.resolve("quick/one/run/figures/samples.png");
    FileTime trained = Files.getLastModifiedTime(model);
    long small = Files.size(picture);
    Path spec = specs.resolve("one/run.json");
    Files.writeString(spec, Files.readString(spec).replaceFirst("\"rows\": 2", "\"rows\": 6"));

    Program changed = reproduce("one", "--quick");
    assertThat(changed.out()).contains("its figures are drawn again").doesNotContain("epoch 1/2");
    assertThat(Files.size(picture)).isGreaterThan(small);

    Files.delete(picture);
    assertThat(reproduce("one", "--quick", "--redraw").exitCode()).isZero();
    assertThat(picture).exists();
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(trained);
  }

  /** Whole runs before cut ones; what is missing is said, and nothing is trained. */
  @Test
  void whatIsPresentIsShownAndCopiedToAGallery() throws IOException {
    assertThat(reproduce("one", "--quick").exitCode()).isZero();
    Files.writeString(specs.resolve("preface.md"), "How it is made.\n");
    Path gallery = folder.resolve("gallery-of-mine");
    Path pictures = Files.createDirectories(gallery.resolve("gallery"));
    Files.writeString(pictures.resolve("one-run-of-before.png"), "no longer shown");
    Files.writeString(pictures.resolve("mine.png"), "of no system");

    Program present = reproduce("--present", "--gallery", gallery.toString());

    assertThat(present.exitCode()).as(present.err()).isZero();
    assertThat(present.out()).doesNotContain("epoch 1/");
    assertThat(out.resolve("runs")).doesNotExist();
    assertThat(gallery.resolve("README.md"))
        .content()
        .contains("How it is made.", "src=\"gallery/one-run-samples.png\"")
        .contains("src=\"../specs/one/originals/a.png\"")
        .contains("1 partly", "1 not run yet");
    assertThat(pictures.resolve("one-run-of-before.png")).doesNotExist();
    assertThat(pictures.resolve("mine.png")).exists();
    Path copy = pictures.resolve("one-run-samples.png");
    Path drawn = out.resolve("quick/one/run/figures/samples.png");
    assertThat(pixels(copy)).isEqualTo(pixels(drawn));
    assertThat(Files.size(copy)).isLessThan(Files.size(drawn));
    assertThat(gallery.resolve("gallery/one-run-samples-2-strip.png")).exists();
    assertThat(reproduce("--present", "--quick").err()).contains("give one of them");
  }

  private static int[] pixels(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }

  /** The classifier is a run as any other, made before those whose images it judges. */
  @Test
  void imagesAreJudgedByAClassifier() throws IOException {
    Path run = specs.resolve("one/run.json");
    Files.writeString(
        run,
        Files.readString(run).replace("\"latent\": 2,", "\"latent\": 2, \"conditional\": true,"));
    Files.writeString(
        specs.resolve("two/judge.json"),
        """
        { "name": "judge", "data": { "dataset": "digits", "limit": 300, "testLimit": 200 },
          "model": { "type": "classifier" }, "training": { "epochs": 1, "batchSize": 50 },
          "figures": [ "curves" ] }
        """);
    Path other = specs.resolve("two/readme.json");
    Files.writeString(
        other,
        Files.readString(other)
            .replace(
                "\"runs\": [ {", "\"runs\": [ { \"spec\": \"judge\", \"quickEpochs\": 1 }, {"));
    Path page = specs.resolve("one/readme.json");
    Files.writeString(
        page,
        Files.readString(page)
            .replace(
                "\"checks\": [",
                """
                "checks": [
                  { "name": "read", "run": "run", "measure": { "type": "class-accuracy",
                    "classifier": "two/judge" }, "reference": 0, "kind": "threshold", "source": "" },
                  { "name": "near means", "run": "run", "measure": { "type": "class-accuracy",
                    "classifier": "two/judge", "noise": 0.1 }, "source": "" },
                  { "name": "reach", "run": "run", "measure": { "type": "latent-reach",
                    "images": 50 }, "source": "" },
                """));

    assertThat(reproduce("--present", "one").err())
        .contains("not run: one/run: no run of it is there yet");
    Program program = reproduce("one", "--quick");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out()).contains("the classifier that judges images: two/judge");
    assertThat(out.resolve("one.md"))
        .content()
        .containsPattern("\\| read \\| [01]\\.\\d+ \\| 0.00 \\| at least \\| within")
        .containsPattern("\\| near means \\| [01]\\.\\d+ \\|")
        .containsPattern("\\| reach \\| \\d+\\.\\d+ \\|");
  }

  /** The data of the second system are not there: its rows say so, and the first is done. */
  @Test
  void whatCannotBeRunIsSaid() throws IOException {
    Program program = reproduce("--quick", "--data-dir", specs.toString());

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains("not run: two/run: cifar10 was not found");
    assertThat(program.out()).contains("run 1 of 4: one/run", "run 3 of 4: two/run");
    assertThat(out.resolve("index.html"))
        .content()
        .contains("src=\"quick/one/run/figures/samples.png\"")
        .contains("run was not run: cifar10 was not found")
        .contains("<td>not run</td>");
  }

  @Test
  void anUnknownSystemIsRefused() {
    Program program = reproduce("three");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .contains("there is no system \"three\"; those in " + specs + " are one (A), two (A)");
  }

  /** As the headings of the pages and of the README call them. */
  @Test
  void aSystemIsKnownByItsNumberToo() throws IOException {
    Path page = specs.resolve("two/readme.json");
    Files.writeString(
        page, Files.readString(page).replace("\"title\": \"A", "\"title\": \"007 · A"));

    Program program = reproduce("007", "two", "--quick");

    assertThat(program.out()).contains("run 1 of 2: two/run");
    assertThat(out.resolve("two.html")).exists();
  }

  /** A run folder elsewhere, which an absolute or climbing name would replace. */
  @Test
  void nothingIsWrittenOrDeletedOutsideOfWhereRunsGo() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path mine = Files.writeString(elsewhere.resolve("metrics.csv"), "mine");
    Files.writeString(folder.resolve("elsewhere.json"), SPEC.formatted("evil", "digits"));
    Path page = specs.resolve("one/readme.json");
    for (String name : new String[] {elsewhere.toString(), "../../../elsewhere"}) {
      Files.writeString(
          page, PAGE.formatted("one").replace("\"spec\": \"run\"", "\"spec\": \"" + name + '"'));
      Program spec = reproduce("--quick");
      Files.writeString(page, PAGE.formatted(name));
      Program system = reproduce("--quick");

      assertThat(spec.exitCode()).as(spec.err()).isEqualTo(2);
      assertThat(spec.err()).contains("must be the plain name of a file, was \"" + name);
      assertThat(system.exitCode()).as(system.err()).isEqualTo(2);
      assertThat(system.err()).contains("as its folder is called, was \"" + name);
      assertThat(mine).hasContent("mine");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidWithoutJavasWords() throws IOException {
    Files.writeString(out, "a file");
    Program program = reproduce("one", "--quick");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .isEqualTo(
            out
                + " cannot be written: something of that name is there already"
                + System.lineSeparator());
  }

  private Program reproduce(String... arguments) {
    java.util.List<String> all =
        new java.util.ArrayList<>(java.util.List.of("reproduce", "--specs", specs.toString()));
    all.addAll(java.util.List.of("--out", out.toString(), "--threads", "1"));
    all.addAll(java.util.List.of(arguments));
    return Program.run(all);
  }
}
