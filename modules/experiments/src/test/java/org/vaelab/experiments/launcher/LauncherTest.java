package org.vaelab.experiments.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.launcher.FakeCheckout.Result;

/** The launchers in the source tree and in a distribution, with fakes of Maven and Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder;
  private Path home = Path.of("");
  private FakeCheckout checkout = new FakeCheckout(home);

  @BeforeEach
  void makeCheckout() throws IOException {
    home = Files.createDirectories(folder.toRealPath().resolve("a checkout"));
    checkout = FakeCheckout.in(home);
  }

  @Test
  void buildsOnceAndAfterChanges() throws Exception {
    assertThat(checkout.run(folder, "'a checkout/vaelab' --version").output())
        .contains("building vaelab", "home " + home + "\n", "build 1\n", "build 1 of the engine\n");
    assertThat(checkout.run(folder, "'a checkout/vaelab' --version").output())
        .doesNotContain("building vaelab")
        .contains("build 1\n");
    checkout.edit();
    assertThat(checkout.run(folder, "'a checkout/vaelab' --version").output())
        .contains("building vaelab", "build 2\n", "build 2 of the engine\n", "other\n");
  }

  /** What runs from the jars of the first build still finds them as they were. */
  @Test
  void aRebuildLeavesARunningProgramAsItIs() throws Exception {
    Path signal = folder.resolve("go on");
    checkout.run(folder, "'a checkout/vaelab' --version");
    Process running = checkout.shell(home, "./vaelab wait '" + signal + "'").start();
    while (running.getInputStream().available() == 0) {
      Thread.sleep(10);
    }
    checkout.edit();
    assertThat(checkout.run(home, "./vaelab --version").output()).contains("build 2\n");
    checkout.run(home, "rm -rf modules/experiments/target/*");
    assertThat(checkout.run(home, "./vaelab --version").output()).contains("build 3\n");
    Files.createFile(signal);

    assertThat(FakeCheckout.finish(running).output())
        .contains("\nbuild 1\n", "\nbuild 1 of the engine\n", "other\n")
        .doesNotContain("build 2", "build 3");
  }

  @Test
  void programsThatNobodyRunsAreRemoved() throws Exception {
    Assumptions.assumeTrue(checkout.run(home, "command -v flock").exitCode() == 0);
    for (int build = 1; build <= 3; build++) {
      checkout.edit();
      assertThat(checkout.run(home, "./vaelab --version").output()).contains("build " + build);
    }

    try (Stream<Path> programs = Files.list(home.resolve(".vaelab"))) {
      assertThat(programs.map(each -> each.resolve("vaelab.jar")).toList())
          .singleElement()
          .satisfies(jar -> assertThat(jar).hasContent("build 3"));
    }
  }

  @Test
  void cdpathDoesNotLeadElsewhere() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    FakeCheckout.in(Files.createDirectories(other.resolve("a checkout")));
    String exported = "export CDPATH='" + other + "'; ";

    for (String line :
        List.of(
            "'a checkout/vaelab' --version",
            "cd './a checkout'; bash vaelab --version",
            "ln -s 'a checkout/vaelab' link; ./link --version")) {
      assertThat(checkout.run(folder, exported + line).output())
          .contains("home " + home + "\n", "jar " + home + "/");
    }
    for (String line :
        List.of("'a checkout/bundle/bin/vaelab' x", "cd './a checkout/bundle/bin'; sh vaelab x")) {
      assertThat(checkout.run(folder, exported + line).output())
          .contains("home " + home + "/bundle\n", "bundled\n");
    }
  }

  /** A file stands where the folder has to be: that stops the superuser too. */
  @Test
  void aStaleCheckoutThatCannotBeWritten() throws Exception {
    Files.writeString(checkout.target(), "");

    assertThat(checkout.run(home, "./vaelab --version"))
        .isEqualTo(
            new Result(
                2,
                "vaelab must be built, because it was not yet or its sources changed since, but "
                    + checkout.target()
                    + " cannot be written.\nStart ./vaelab once as the user who owns "
                    + home
                    + ", or copy that folder to one of your own.\n"));
  }

  @Test
  void aBuiltCheckoutThatCannotBeWrittenRuns() throws Exception {
    checkout.run(home, "./vaelab --version; rm -rf .vaelab; touch .vaelab");

    assertThat(checkout.run(home, "./vaelab --version").output())
        .isEqualTo(checkout.run(home, "./vaelab --version").output())
        .contains("jar " + checkout.target() + "/vaelab.jar\nbuild 1\n")
        .doesNotContain("vaelab: line");
  }

  /** In the locale C Java could not name a file with an umlaut. */
  @Test
  void anAsciiLocaleBecomesUtf8AndOthersStay() throws Exception {
    Assumptions.assumeTrue(checkout.run(home, "locale charmap").exitCode() == 0);
    checkout.run(home, "./vaelab --version");
    for (String launcher : List.of("./vaelab", "bundle/bin/vaelab")) {
      for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8")) {
        assertThat(checkout.run(home, "LC_ALL=" + locale + " " + launcher + " x").output())
            .as(launcher + " in " + locale)
            .contains("locale C.UTF-8\n");
      }
      assertThat(checkout.run(home, "unset LC_ALL; LANG=C.UTF-8 " + launcher + " x").output())
          .contains("locale \n");
    }
  }

  /** Java itself would end with a trace. */
  @Test
  void tooFewOpenFilesAreRefused() throws Exception {
    checkout.run(home, "./vaelab --version");
    for (String launcher : List.of("./vaelab", "bundle/bin/vaelab")) {
      assertThat(checkout.run(home, "ulimit -n 63; " + launcher + " x"))
          .as(launcher)
          .isEqualTo(
              new Result(
                  2,
                  "vaelab needs 64 open files at a time, and only 63 are allowed here; raise the"
                      + " limit first: ulimit -n 1024\n"));
      assertThat(checkout.run(home, "ulimit -n 64; " + launcher + " x").exitCode()).isZero();
    }
  }

  @Test
  void aFailedBuildIsShownAndTriedAgain() throws Exception {
    Path maven = home.resolve("fake/mvn");
    String works = Files.readString(maven);
    Files.writeString(maven, "#!/bin/sh\necho '[INFO] hello'\necho '[ERROR] wrong'\nexit 1\n");
    assertThat(checkout.run(home, "./vaelab --version"))
        .isEqualTo(
            new Result(
                1,
                """
                building vaelab (once, and after changes of its sources; a minute or two) ...
                [ERROR] wrong
                the build failed; the whole output is in %s/build.log
                """
                    .formatted(checkout.target())));
    Files.writeString(maven, works);
    assertThat(checkout.run(home, "./vaelab --version").output()).contains("build 1\n");
  }

  /** With -Werror a warning ends the build; Maven's error alone does not say which. */
  @Test
  void theWarningThatFailedABuildIsShown() throws Exception {
    Files.writeString(
        home.resolve("fake/mvn"),
        """
        #!/bin/sh
        echo '[WARNING] Some problems with a plugin'
        echo '[WARNING] /a/B.java:[3,4] [deprecation] old() is deprecated'
        echo '[ERROR] /a/B.java: warnings found and -Werror specified'
        exit 1
        """);

    assertThat(checkout.run(home, "./vaelab --version").output())
        .contains(
            "[WARNING] /a/B.java:[3,4] [deprecation] old() is deprecated\n"
                + "[ERROR] /a/B.java: warnings found")
        .doesNotContain("a plugin");
  }

  @Test
  void aBuildSaysHowFarItIs() throws Exception {
    Path maven = home.resolve("fake/mvn");
    Files.writeString(
        maven,
        Files.readString(maven)
            + """
            echo '[INFO] Building vaelab engine 0.1.0-SNAPSHOT                       [2/9]'
            sleep 1.2
            echo '[INFO] Building vaelab losses 0.1.0-SNAPSHOT                       [3/9]'
            echo '[INFO] Building jar: /a/vaelab.jar'
            sleep 1.2
            """);

    assertThat(checkout.run(home, "./vaelab --version").output())
        .contains(") ...\n  2 of 9: vaelab engine\n  3 of 9: vaelab losses\n")
        .contains("build 1\n");
  }

  @Test
  void aBuildCanBeStopped() throws Exception {
    Files.writeString(
        home.resolve("fake/mvn"), "#!/bin/sh\ntouch ../begun 2>/dev/null\nexec sleep 60\n");
    Process process = checkout.shell(home, "exec ./vaelab --version").start();
    while (!Files.exists(folder.resolve("begun"))) {
      Thread.sleep(10);
    }
    process.toHandle().destroy();

    assertThat(FakeCheckout.finish(process))
        .isEqualTo(
            new Result(
                130,
                """
                building vaelab (once, and after changes of its sources; a minute or two) ...
                stopped while vaelab was built; the next start builds it again.
                """));
  }
}
