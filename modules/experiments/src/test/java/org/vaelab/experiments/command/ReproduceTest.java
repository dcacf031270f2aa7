package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
        "figures": [ { "type": "samples", "rows": 2, "columns": 2 } ]
      }
      """;
  private static final String PAGE =
      """
      {
        "name": "%s", "title": "A <small> system", "about": "About it.",
        "runs": [ { "spec": "run", "quickEpochs": 2 } ],
        "rows": [ {
          "figure": "Samples", "published": "four digits", "why": "No reason & none needed.",
          "pictures": [
            { "run": "run", "picture": "samples.png", "caption": "ours" },
            { "run": "run", "picture": "samples-epoch-0003.png", "caption": "late" } ],
          "checks": [
            { "name": "far", "run": "run", "measure": { "type": "column", "column": "epoch" },
              "published": 9, "tolerance": 1, "source": "a paper" },
            { "name": "near", "run": "run",
              "measure": { "type": "column", "column": "epoch", "from": 1, "offset": 1, "factor": 4 },
              "published": 2.5, "tolerance": 2, "source": "a paper" },
            { "name": "much", "run": "run", "measure": { "type": "latent-spread" },
              "published": 0, "atMost": true, "source": "a paper" },
            { "name": "some", "run": "run", "measure": { "type": "nearest-neighbour", "images": 150 },
              "published": 0.05, "atMost": false, "source": "chance" },
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
    }
  }

  @Test
  void writesBothPagesAndRunsNothingTwice() throws IOException {
    Program program = reproduce("one", "--quick");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("run 1 of 1: one/run", "epoch 2/2")
        .doesNotContain("epoch 3");
    Path model = out.resolve("quick/one/run/model.safetensors");
    FileTime written = Files.getLastModifiedTime(model);
    assertThat(out.resolve("one.html"))
        .content()
        .contains("<h2 id=\"one\">A &lt;small&gt; system</h2>")
        .contains("<img loading=\"lazy\" src=\"quick/one/run/figures/samples.png\"")
        .contains("cut to 2 of 3 epochs")
        .contains("late is behind the cut")
        .contains("No reason &amp; none needed.")
        .contains("<td>2.00</td><td>9.00</td><td>±1.00</td><td class=\"outside\">outside, cut run")
        .contains("<td>2.00 (epoch 1.50 less 1.00, times 4.0000)</td><td>2.50</td><td>±2.00</td>")
        .contains("<td>1.00</td><td></td><td></td><td class=\"no\">no published number</td>");
    assertThat(out.resolve("one.md"))
        .content()
        .contains("![ours](quick/one/run/figures/samples.png)")
        .contains("| far | 2.00 | 9.00 | ±1.00 | outside, cut run | a paper |")
        .containsPattern(
            "\\| much \\| \\S+ \\| 0.00 \\| at most \\| outside, cut run \\| a paper \\|")
        .containsPattern("\\| some \\| 0\\.\\d+ \\| 0.0500 \\| at least \\| within, cut run");

    Program again = reproduce("one", "--quick");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("quick/one/run is there").doesNotContain("epoch 1");
    assertThat(Files.getLastModifiedTime(model)).isEqualTo(written);

    Program whole = reproduce("one");
    assertThat(whole.out()).contains("epoch 3/3");
    assertThat(out.resolve("one.html"))
        .content()
        .contains("(run, 3 epochs, ")
        .doesNotContain("cut run");
    assertThat(out.resolve("index.html")).doesNotExist();
  }

  /** The data of the second system are not there: its rows say so, and the first is done. */
  @Test
  void whatCannotBeRunIsSaid() throws IOException {
    Program program = reproduce("--quick", "--data-dir", specs.toString());

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains("not run: two/run: cifar10 was not found");
    assertThat(program.out()).contains("run 1 of 2: one/run", "run 2 of 2: two/run");
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

    assertThat(program.out()).contains("run 1 of 1: two/run");
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
