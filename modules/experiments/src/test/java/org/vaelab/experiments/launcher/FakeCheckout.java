package org.vaelab.experiments.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A checkout with the real launchers, and with programs of its own in place of Maven and Java: mvn
 * writes {@code build N} into the jars, in place as Maven does, and java says what it was given.
 */
record FakeCheckout(Path home) {
  private static final String MAVEN =
      """
      #!/bin/sh
      set -e
      builds=$(($(cat "$BUILDS" 2>/dev/null || echo 0) + 1))
      echo "$builds" >"$BUILDS"
      mkdir -p modules/experiments/target/lib
      echo "build $builds" >modules/experiments/target/vaelab.jar
      echo "build $builds of the engine" >modules/experiments/target/lib/vaelab-engine-1.jar
      [ -e modules/experiments/target/lib/other-2.jar ] || echo other >modules/experiments/target/lib/other-2.jar
      """;

  /** Reads its jar when told to go on, as Java reads a class when it is first used. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo "locale ${LC_ALL:-}"
      for argument; do case $argument in -Dvaelab.home=*) echo "home ${argument#*=}" ;; esac; done
      while [ "$1" != -jar ]; do shift; done
      echo "jar $2"
      if [ "${3:-}" = wait ]; then while [ ! -e "$4" ]; do sleep 0.02; done; fi
      cat "$2"
      cat "$(dirname "$2")"/lib/*.jar
      """;

  record Result(int exitCode, String output) {}

  static FakeCheckout in(Path home) throws IOException {
    FakeCheckout checkout = new FakeCheckout(home);
    Path root = Path.of(System.getProperty("vaelab.root", "../.."));
    Files.createDirectories(home.resolve("modules/experiments/src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("modules/experiments/pom.xml"), "<project/>");
    checkout.executable("vaelab", Files.readString(root.resolve("vaelab")));
    checkout.executable("bundle/bin/vaelab", Files.readString(root.resolve("distribution/vaelab")));
    Files.createDirectories(home.resolve("bundle/lib"));
    Files.writeString(home.resolve("bundle/vaelab.jar"), "bundled\n");
    Files.writeString(home.resolve("bundle/lib/a.jar"), "library\n");
    checkout.executable("fake/mvn", MAVEN);
    checkout.executable("fake/java", JAVA);
    return checkout;
  }

  private void executable(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes the sources newer than what was built. */
  void edit() throws IOException {
    Path target = target();
    for (String built : List.of("vaelab.jar", "built")) {
      if (Files.exists(target.resolve(built))) {
        Files.setLastModifiedTime(
            target.resolve(built), FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.now()));
  }

  Path target() {
    return home.resolve("modules/experiments/target");
  }

  /** A command line of the shell, in the folder. */
  ProcessBuilder shell(Path folder, String line) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "CDPATH", "VAELAB_JAVA_OPTIONS"));
    builder.environment().put("PATH", home.resolve("fake") + ":" + System.getenv("PATH"));
    builder.environment().put("BUILDS", home.resolve("builds").toString());
    return builder;
  }

  Result run(Path folder, String line) throws IOException, InterruptedException {
    return finish(shell(folder, line).start());
  }

  static Result finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
