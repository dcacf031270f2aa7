package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.Browser;
import org.vaelab.experiments.Browser.View;
import org.vaelab.experiments.Browser.Window;
import org.vaelab.experiments.run.RunFolder;

/** Reports as people see them, of runs that ended in every way. */
class ReportTest {
  private static final String SPEC =
      """
      {
        "name": "%s",
        "description": "%s",
        "data": { "dataset": "digits", "limit": 200, "testLimit": 50 },
        "model": %s,
        "training": { "epochs": 2, "batchSize": 50 },
        "figures": %s
      }
      """;

  private static final String VAE =
      "{ \"latent\": 2, \"encoder\": { \"type\": \"fc\", \"hidden\": [8] } }";

  private static final String FIGURES =
      """
      [ { "type": "samples", "rows": 1, "columns": 4 }, "curves",
        { "type": "latent", "points": 40, "epochs": [0, 1, 2] } ]
      """;

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    run("finished", "A <b>small</b> run & \\\"no\\\" </script> at all.", VAE, FIGURES);
    assertThat(
            Program.run(
                    "evaluate", at("finished"), "--metrics", "elbo,active-units", "--limit", "40")
                .exitCode())
        .isZero();
    Path spec = spec("other", "", VAE.replace("8", "16"), "[]");
    Program.run("sweep", "run", spec.toString(), at("stopped"), "--until", "1", "--threads", "1");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aFinishedRun() throws IOException {
    try (View view = report("--quick", at("finished"))) {
      Path page = folder.resolve("finished/report.html");
      assertThat(Files.size(page)).isLessThan(5_000_000);
      assertThat(page).content().contains("The MIT License (MIT)");
      assertThat(text(view))
          .contains("A <b>small</b> run & \"no\" </script> at all.")
          .contains("finished", "2 latent dimensions")
          .contains("elbo[unit]", "± ")
          .contains("training.batchSize5064")
          .contains("digits/train-200", "model.safetensors")
          .contains("run " + folder.resolve("finished/spec.json"))
          .doesNotContain("It stopped");
      hover(view);
      move(view);
      assertThat(view.page().locator("#chart-loss canvas").count()).isEqualTo(1);
      view.page().locator("#log").check();
      view.page().locator("#to").fill("1");
      view.page().locator("#to").press("Tab");
      assertThat(view.page().locator("#to").inputValue()).isEqualTo("1");
      assertThat(view.complaints()).isEmpty();
    }
    for (Window window : List.of(Window.PHONE.inDark(), Window.PHONE, Window.DESKTOP.inDark())) {
      try (View view = browser.open(folder.resolve("finished/report.html"), window)) {
        assertThat(view.isTooWide()).isFalse();
        assertThat(view.graveFaults()).isEmpty();
      }
    }
  }

  /** Pointer and keyboard read the same values. */
  private static void hover(View view) {
    Locator plot = view.page().locator("#chart-loss .u-over");
    plot.hover();
    Locator tip = view.page().locator("#chart-loss .tip");
    assertThat(tip.isVisible()).isTrue();
    assertThat(tip.innerText()).containsPattern("epoch [12]\\s+test\\s+\\d+");
    view.page().mouse().move(0, 0);
    assertThat(tip.isVisible()).isFalse();
    view.page().locator("#chart-loss").focus();
    view.page().keyboard().press("ArrowRight");
    assertThat(tip.innerText()).contains("epoch 1");
    view.page().keyboard().press("ArrowRight");
    assertThat(tip.innerText()).contains("epoch 2");
  }

  /** The slider shows another epoch. */
  private static void move(View view) {
    Locator card = view.page().locator(".card.moving");
    assertThat(card.count()).isEqualTo(1);
    assertThat(card.locator("img").count()).isEqualTo(3);
    assertThat(card.locator("output").innerText()).isEqualTo("epoch 2");
    card.locator("input").focus();
    view.page().keyboard().press("Home");
    assertThat(card.locator("output").innerText()).isEqualTo("epoch 0");
    assertThat(card.locator("img:visible").getAttribute("data-when")).isEqualTo("epoch 0");
  }

  @Test
  void aStoppedRunWithoutFigures() {
    try (View view = report("--quick", at("stopped"))) {
      assertThat(text(view))
          .contains("It stopped after 1 of 2 epochs")
          .contains("resume " + at("stopped"))
          .contains("The run has no figures yet.")
          .contains("The model has not been measured");
      assertThat(view.page().locator(".top .chip").innerText()).isEqualTo("stopped");
    }
  }

  @Test
  void aDivergedRun() throws IOException {
    Path spec = spec("diverged", "", VAE, "[]");
    Program run = train(spec, "diverged", "--set", "training.optimizer.learningRate=1e30");
    assertThat(run.exitCode()).isEqualTo(VaelabCommand.DIVERGED);

    try (View view = report("--quick", at("diverged"))) {
      assertThat(view.page().locator(".top .chip").innerText()).isEqualTo("diverged");
      assertThat(text(view))
          .contains("The training diverged after 0 of 2 epochs: ")
          .contains("Try a smaller training.optimizer.learningRate")
          .contains("There are none: no epoch has been trained here.");
    }
  }

  @Test
  void aClassifier() throws IOException {
    run("classifier", "", "{ \"type\": \"classifier\" }", "[]");

    try (View view = report("--quick", at("classifier"))) {
      assertThat(text(view)).contains("test accuracy").doesNotContain("test KL");
      assertThat(view.page().locator("#chart-accuracy canvas").count()).isEqualTo(1);
      view.page().locator("#chart-accuracy .u-over").hover();
      assertThat(view.page().locator("#chart-accuracy .tip").innerText()).contains("epoch");
    }
  }

  /** With everything that the doctor needs; the page goes where it is asked for. */
  @Test
  void severalRunsSideBySide() {
    Path out = folder.resolve("pages/both.html");
    try (View view = report("--out", out.toString(), at("finished"), at("stopped"))) {
      assertThat(out).exists();
      assertThat(text(view))
          .contains("2 runs")
          .contains("model.encoder.hidden.0.width")
          .contains("By the spec, the numbers of the epochs, and what the model does.")
          .contains("the run is not at its end");
      view.page().locator("#runs input").first().uncheck();
      view.page().locator("#chart-loss .u-over").hover();
      assertThat(view.page().locator("#chart-loss .tip").innerText())
          .contains("stopped")
          .doesNotContain("finished");
    }
  }

  @Test
  void aSweep() throws IOException {
    spec("base", "", VAE, "[]");
    Path file =
        Files.writeString(
            folder.resolve("sweep.json"),
            """
            { "name": "study", "base": "base.json",
              "parameters": { "model.latent": { "values": [2, 3] } } }
            """);
    String sweeps = folder.resolve("sweeps").toString();
    for (String index : List.of("0", "1")) {
      Program.run("sweep", file.toString(), "--index", index, "--out", sweeps);
    }
    assertThat(Program.run("sweep", "table", file.toString(), "--out", sweeps).exitCode()).isZero();

    Path study = folder.resolve("sweeps/study");
    try (View view = report("--quick", study.toString())) {
      assertThat(study.resolve("report.html")).exists();
      assertThat(text(view))
          .contains("study", "2 configurations", "judged by test_loss, to be minimized")
          .contains("latent 2", "latent 3");
      assertThat(view.page().locator("tr.best").count()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoReportIsNotReplacedAndWhatIsNoRunIsRefused() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.html"), "<p>mine");
    Program kept = Program.run("report", "--quick", at("finished"), "--out", mine.toString());
    assertThat(kept.exitCode()).isEqualTo(VaelabCommand.INPUT);
    assertThat(kept.err()).contains(mine + " exists and is no report of vaelab; choose another");
    assertThat(mine).hasContent("<p>mine");

    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(Program.run("report", empty.toString()).err())
        .contains(empty + " is no run folder")
        .contains(", and has none.");
    assertThat(Program.run("report", mine.toString()).err()).contains(mine + " is a file; give");
  }

  /** A run that goes on is one whose folder is locked; its numbers come as they are written. */
  @Test
  void aRunIsFollowedUntilItEnds() throws Exception {
    Path run = folder.resolve("followed");
    Path spec = spec("followed", "", VAE, "[]");
    Program.run("sweep", "run", spec.toString(), run.toString(), "--until", "1", "--threads", "1");
    Path page = run.resolve("report.html");
    Thread following;
    try (RunFolder held = RunFolder.open(run)) {
      following = new Thread(() -> Program.run("report", "--quick", "--follow", run.toString()));
      following.start();
      awaitText(page, "It is being trained; what is here is from after 1 of 2 epochs.");
      try (View view = browser.open(page, Window.DESKTOP)) {
        reload(view);
      }
      assertThat(following.isAlive()).isTrue();
      assertThat(held.path()).isEqualTo(run);
    }
    following.join(10_000);
    assertThat(following.isAlive()).isFalse();
    assertThat(page).content().contains("It stopped after 1 of 2").doesNotContain("id=\"live\"");
  }

  /** It comes again as it was looked at; what replaces the old method does not see a reload. */
  @SuppressWarnings("deprecation")
  private static void reload(View view) {
    view.page().clock().install();
    view.page().reload();
    assertThat(view.page().locator("#live").isVisible()).isTrue();
    view.page().locator("#log").check();
    view.page().evaluate("() => scrollTo(0, 300)");
    view.page().waitForNavigation(() -> view.page().clock().fastForward(5_000));
    assertThat(view.page().locator("#log").isChecked()).isTrue();
    assertThat(view.page().evaluate("() => scrollY")).isEqualTo(300);
    assertThat(view.graveFaults()).isEmpty();
    assertThat(view.complaints()).isEmpty();
  }

  private static void awaitText(Path file, String text) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (Files.exists(file) && Files.readString(file).contains(text)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(file + " never had: " + text);
  }

  /** Writes a report, opens it, and finds no fault in it. */
  private static View report(String... arguments) {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    Program program = Program.run(all);
    assertThat(program.exitCode()).as(program.err()).isZero();
    Path page = Path.of(program.out().strip().replaceFirst("(?s).*report: ", ""));
    View view = browser.open(page, Window.DESKTOP);
    assertThat(view.complaints()).isEmpty();
    assertThat(view.requests())
        .allMatch(each -> each.equals(page.toUri().toString()) || each.startsWith("data:"));
    assertThat(view.brokenPictures()).isEmpty();
    assertThat(view.graveFaults()).isEmpty();
    return view;
  }

  private static String text(View view) {
    return view.page().locator("body").textContent();
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Path spec(String name, String description, String model, String figures)
      throws IOException {
    return Files.writeString(
        folder.resolve(name + ".json"), SPEC.formatted(name, description, model, figures));
  }

  private static void run(String name, String description, String model, String figures)
      throws IOException {
    Program program = train(spec(name, description, model, figures), name);
    assertThat(program.exitCode()).as(program.err()).isZero();
  }

  private static Program train(Path spec, String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", spec.toString(), "--out", at(name), "--threads", "1"));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }
}
