package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.Browser;
import org.vaelab.experiments.Browser.View;
import org.vaelab.experiments.Browser.Window;

/** The page of the reproduced systems as people see it. */
class ReproducePageTest {
  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Of the five systems, none of which has a run here: what was published is there. */
  @Test
  void opensWithoutAComplaint(@TempDir Path out) {
    Program.run(
        "reproduce",
        "--present",
        "--specs",
        "../../experiments/reproduce",
        "--out",
        out.toString());

    try (View view = browser.open(out.resolve("index.html"), Window.DESKTOP)) {
      assertThat(view.page().locator("h2").count()).isEqualTo(5);
      assertThat(view.brokenPictures()).isEmpty();
      assertThat(view.complaints()).isEmpty();
      assertThat(view.requests()).allMatch(address -> address.startsWith("file:"));
      assertThat(view.graveFaults()).isEmpty();
    }
  }
}
