package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.Browser;
import org.vaelab.experiments.Browser.View;
import org.vaelab.experiments.Browser.Window;
import org.vaelab.experiments.play.PlayServer.Limits;
import org.vaelab.inference.ModelWords;
import org.vaelab.inference.TrainedModel;

/** The page of {@code play}, driven as people drive it. */
class PlayPageTest {
  private static final Pattern CODE = Pattern.compile(" -- (-?[0-9.]+),(-?[0-9.]+)$");

  @TempDir private static Path folder;
  private static Path plain;
  private static SmallServer one;
  private static SmallServer two;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    plain = folder.resolve("vae");
    Path conditional = folder.resolve("cvae");
    // Enough for a one to be far from a zero.
    assertThat(
            SmallRun.train(
                    plain,
                    "--set",
                    "data.limit=2000",
                    "--set",
                    "data.testLimit=300",
                    "--set",
                    "model.encoder.hidden=[128]",
                    "--set",
                    "training.epochs=12",
                    "--set",
                    "figures=[\"curves\"]")
                .exitCode())
        .isZero();
    assertThat(SmallRun.train(conditional, "--set", "model.conditional=true").exitCode()).isZero();
    one = SmallServer.of(Limits.USUAL, null, plain);
    two = SmallServer.of(Limits.USUAL, null, plain, conditional);
  }

  @AfterAll
  static void close() {
    Stream.of(one, two).filter(server -> server != null).forEach(SmallServer::close);
    if (browser != null) {
      browser.close();
    }
  }

  private static View open(SmallServer server, Window window) {
    View view = browser.open("http://" + server.host() + "/", window);
    view.page().waitForFunction("() => document.querySelectorAll('.legend span').length > 0");
    pictured(view.page());
    return view;
  }

  /** Waits for the picture of the code that is shown. */
  private static void pictured(Page page) {
    page.waitForFunction(
        """
        () => [...document.querySelectorAll('.panel')].every((panel) =>
          panel.querySelector('.command').textContent.includes('decode') &&
          panel.querySelector('.picture canvas').width > 1)
        """);
    page.waitForTimeout(150);
  }

  private static List<Integer> picture(Page page) {
    Object pixels =
        page.evaluate(
            """
            () => {
              const shown = document.querySelector('.picture canvas');
              const copy = new OffscreenCanvas(shown.width, shown.height);
              const pen = copy.getContext('2d', { willReadFrequently: true });
              pen.drawImage(shown, 0, 0);
              const { data } = pen.getImageData(0, 0, copy.width, copy.height);
              return Array.from(data).filter((_, i) => i % 4 === 0);
            }
            """);
    return ((List<?>) pixels).stream().map(pixel -> ((Number) pixel).intValue()).toList();
  }

  private static float[] code(Page page) {
    Matcher command = CODE.matcher(page.locator(".command").first().textContent());
    assertThat(command.find()).isTrue();
    return new float[] {Float.parseFloat(command.group(1)), Float.parseFloat(command.group(2))};
  }

  /** To within a grey level of what the library decodes for the code of the command. */
  private static void assertDecoded(Page page) {
    try (TrainedModel model = TrainedModel.open(plain, DeviceChoice.parse("cpu"), ModelWords.ALL)) {
      float[] image = model.decode(new float[][] {code(page)}, new int[0])[0];
      List<Integer> shown = picture(page);
      assertThat(shown).hasSize(image.length);
      for (int i = 0; i < image.length; i++) {
        assertThat(Math.abs(shown.get(i) - 255 * image[i])).isLessThanOrEqualTo(1);
      }
    }
  }

  private static void drag(Page page, Locator canvas, double[]... shares) {
    canvas.scrollIntoViewIfNeeded();
    BoundingBox box = canvas.boundingBox();
    for (int i = 0; i < shares.length; i++) {
      double x = box.x + shares[i][0] * box.width;
      double y = box.y + shares[i][1] * box.height;
      page.mouse().move(x, y, new Mouse.MoveOptions().setSteps(6));
      if (i == 0) {
        page.mouse().down();
      }
    }
    page.mouse().up();
  }

  private static double[] at(double x, double y) {
    return new double[] {x, y};
  }

  @Test
  void thePictureFollowsPointerAndKeys() {
    try (View view = open(one, Window.DESKTOP)) {
      Page page = view.page();
      List<Integer> middle = picture(page);
      assertDecoded(page);

      drag(page, page.locator(".plane canvas"), at(0.5, 0.5), at(0.8, 0.3));
      pictured(page);
      float[] dragged = code(page);
      assertThat(picture(page)).isNotEqualTo(middle);
      assertThat(dragged[0]).isPositive();
      assertThat(dragged[1]).isPositive();
      assertDecoded(page);

      page.locator(".plane canvas").press("ArrowLeft");
      page.locator(".plane canvas").press("Shift+ArrowDown");
      pictured(page);
      assertThat(code(page)[0]).isLessThan(dragged[0]);
      assertThat(code(page)[1]).isLessThan(dragged[1]);
      assertDecoded(page);

      page.locator(".plane canvas").press("Home");
      pictured(page);
      assertThat(picture(page)).isEqualTo(middle);
      assertThat(view.complaints()).isEmpty();
    }
  }

  @Test
  void aDrawnDigitLandsAmongItsClass() {
    try (View view = open(one, Window.DESKTOP)) {
      Page page = view.page();
      Locator paper = page.locator("#paper");
      drag(
          page,
          paper,
          at(0.5, 0.22),
          at(0.33, 0.3),
          at(0.28, 0.5),
          at(0.33, 0.7),
          at(0.5, 0.78),
          at(0.67, 0.7),
          at(0.72, 0.5),
          at(0.67, 0.3),
          at(0.5, 0.22));
      page.waitForFunction("() => document.querySelector('.near')?.textContent");
      page.waitForTimeout(200);
      assertThat(page.locator(".near").textContent())
          .matches("Classes of the 15 nearest test images: 0 \\((9|1\\d)\\).*");

      page.locator(".go-there").click();
      pictured(page);
      assertDecoded(page);
      page.locator("#clear").click();
      assertThat(page.locator(".found").isVisible()).isFalse();
      assertThat(view.complaints()).isEmpty();
    }
  }

  @Test
  void aWalkGoesAlongTheDrawnPath() {
    try (View view = open(one, Window.DESKTOP)) {
      Page page = view.page();
      Locator plane = page.locator(".plane canvas");
      page.locator(".walk summary").click();
      drag(page, plane, at(0.2, 0.5));
      page.locator(".start").click();
      drag(page, plane, at(0.8, 0.5));
      page.locator(".end").click();
      page.locator(".strip").waitFor();
      page.locator(".draw-path").click();
      drag(page, plane, at(0.3, 0.2), at(0.7, 0.2));
      page.waitForFunction(
          "() => document.querySelector('.draw-path').getAttribute('aria-pressed') === 'false'");
      Download codes = page.waitForDownload(() -> page.locator(".save-codes").click());
      Path csv = folder.resolve("walk.csv");
      codes.saveAs(csv);
      Path sheet = folder.resolve("walk.png");
      page.waitForDownload(() -> page.locator(".save-walk").click()).saveAs(sheet);

      assertThat(csv).content().startsWith("z1,z2\n").hasLineCount(21);
      // The command that the page shows makes the very file that it saved.
      assertThat(page.locator(".walk-command").textContent())
          .isEqualTo("vaelab decode vae --out walk.png walk.csv");
      Path again = folder.resolve("again.png");
      Program decode =
          Program.run("decode", plain.toString(), "--out", again.toString(), csv.toString());
      assertThat(decode.exitCode()).as(decode.err()).isZero();
      assertThat(again).hasSameBinaryContentAs(sheet);
      assertThat(view.complaints()).isEmpty();
    }
  }

  @Test
  void classesAreMixedAndModelsCompared() {
    try (View view = open(two, Window.DESKTOP)) {
      Page page = view.page();
      Locator second = page.locator(".panel").nth(1);
      second.locator(".first").selectOption("3");
      second.locator(".second").selectOption("8");
      second.locator(".share").focus();
      page.keyboard().press("End");
      page.keyboard().press("ArrowLeft");
      page.waitForFunction(
          "() => document.querySelectorAll('.command')[1].textContent.includes('3:0.01,8:0.99')");

      page.locator("#together input").check();
      drag(page, page.locator(".plane canvas").first(), at(0.3, 0.3));
      pictured(page);
      assertThat(second.locator(".where").textContent())
          .isEqualTo(page.locator(".where").first().textContent());

      page.locator("#row").fill("7");
      page.locator("#take").click();
      page.waitForFunction("() => document.querySelectorAll('.found:not([hidden])').length === 2");
      page.locator("#draw").click();
      page.waitForFunction("() => document.querySelectorAll('.sheet').length === 2");
      assertThat(view.complaints()).isEmpty();
    }
  }

  static List<Window> windows() {
    return List.of(Window.DESKTOP, Window.PHONE.inDark());
  }

  @ParameterizedTest
  @MethodSource("windows")
  void keepsNobodyOut(Window window) {
    try (View view = open(two, window)) {
      Page page = view.page();
      page.locator("#row").fill("1");
      page.locator("#take").click();
      page.locator("#draw").click();
      page.waitForFunction("() => document.querySelectorAll('.sheet').length === 2");
      for (Locator details : page.locator("summary").all()) {
        details.click();
      }
      page.waitForTimeout(200);
      assertThat(view.graveFaults()).isEmpty();
      assertThat(view.brokenPictures()).isEmpty();
      assertThat(view.isTooWide()).isFalse();
      assertThat(view.requests()).allMatch(address -> address.startsWith("http://" + two.host()));
      assertThat(view.complaints()).isEmpty();
    }
  }
}
