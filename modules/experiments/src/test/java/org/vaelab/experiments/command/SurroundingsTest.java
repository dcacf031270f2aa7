package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.Main;

/** The program where its surroundings are wrong: temporary folder, locale, jars, libraries. */
class SurroundingsTest {
  private static final String MISSING = "-Djava.io.tmpdir=/nonexistent/tmp";

  @TempDir private Path folder;
  private Path spec = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeSpec() throws IOException {
    out = folder.resolve("out");
    spec =
        Files.writeString(
            folder.resolve("spec.json"),
            """
            { "name": "small", "data": { "dataset": "digits", "limit": 200, "testLimit": 100 },
              "model": { "latent": 2, "encoder": { "hidden": [16] }, "decoder": { "hidden": [16] } },
              "training": { "epochs": 1 },
              "figures": [{ "type": "curves" }, { "type": "latent", "animated": true }] }
            """);
  }

  @Test
  void aRunNeedsNoTemporaryFolder() throws Exception {
    ChildProgram program =
        run(
            ChildProgram.of(
                List.of(MISSING, "-Djna.tmpdir=" + folder),
                "run",
                spec.toString(),
                "--out",
                out.toString()));

    assertThat(program.exitCode()).as(program.output()).isZero();
    assertThat(out.resolve("figures/latent.gif")).isNotEmptyFile();
  }

  /** JNA unpacks its library to a folder of the user's, or else to the temporary one. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatNeedsATemporaryFolderSaysSo() throws Exception {
    ProcessBuilder builder =
        ChildProgram.of(List.of(MISSING, "-Duser.home=/nonexistent/home"), "devices");
    builder.environment().put("XDG_CACHE_HOME", "/proc/nothing");
    ComputeEngine.start();
    builder.environment().put("DJL_CACHE_DIR", cache().toString());
    ChildProgram program = run(builder);

    assertThat(program.exitCode()).as(program.output()).isEqualTo(2);
    assertThat(program.output())
        .startsWith("A library of 120 kB (JNA's) cannot be unpacked to the temporary folder: ")
        .contains("'/nonexistent/tmp' does not exist")
        .endsWith(
            "Name another folder with VAELAB_JAVA_OPTIONS=-Djava.io.tmpdir=DIR, or with"
                + " XDG_CACHE_HOME.\n");
  }

  /** Where the launcher did not see to it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anAsciiLocaleCannotNameAllFiles() throws Exception {
    Assumptions.assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
    String remedy =
        """
        has characters that this locale (ANSI_X3.4-1968) does not know.
        Set LC_ALL=C.UTF-8, or another locale with UTF-8 that is installed.
        """;

    ProcessBuilder argument = ChildProgram.of(List.of(), "validate", "größe.json");
    argument.environment().put("LC_ALL", "C");
    assertThat(run(argument))
        .isEqualTo(new ChildProgram(2, "The argument \"gr????e.json\" " + remedy));

    ProcessBuilder variable = ChildProgram.of(List.of(), "data", "list");
    variable.environment().put("LC_ALL", "C");
    variable.environment().put("VAELAB_DATA", "/größe");
    assertThat(run(variable))
        .isEqualTo(new ChildProgram(2, "The variable VAELAB_DATA \"/gr????e\" " + remedy));

    ProcessBuilder current = ChildProgram.of(List.of(), "data", "list");
    current.environment().put("LC_ALL", "C");
    Path here = Files.createDirectory(folder.toRealPath().resolve("größe"));
    current.directory(here.toFile());
    assertThat(run(current))
        .isEqualTo(
            new ChildProgram(
                2, "The current folder \"" + here.resolveSibling("gr????e") + "\" " + remedy));
  }

  /** As after a build in another place of the very jars that are run. */
  @Test
  void aMissingPartIsNotAMissingFont() throws Exception {
    String figure = withoutClass("drawing/LinePlot");
    ChildProgram drawing =
        run(ChildProgram.of(figure, List.of(), "run", spec.toString(), "--out", out.toString()));
    assertThat(drawing.exitCode()).as(drawing.output()).isEqualTo(2);
    assertThat(drawing.output())
        .contains(
            "A part of vaelab is missing or damaged (org.vaelab.experiments.drawing.LinePlot);"
                + " its files were removed or changed, perhaps while it ran.\nBuild or unpack it"
                + " again; a run goes on with: ./vaelab resume RUN")
        .doesNotContain("fontconfig", "\tat ", "Exception");
    assertThat(out.resolve("model.safetensors")).isNotEmptyFile();

    String introduction = withoutClass("run/Introduction");
    ChildProgram before =
        run(ChildProgram.of(introduction, List.of(), "run", spec.toString(), "--out", out + "2"));
    assertThat(before.exitCode()).as(before.output()).isEqualTo(2);
    assertThat(before.output())
        .startsWith(
            "A part of vaelab is missing or damaged (org.vaelab.experiments.run.Introduction);");
  }

  /** One that is cut short would crash Java. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDamagedLibraryIsNamed() throws Exception {
    ComputeEngine.start();
    Path whole = Path.of(LibUtils.getLibtorchPath());
    Assumptions.assumeTrue(whole.startsWith(cache()), "the library is not DJL's own");
    Path damaged = folder.resolve("cache/pytorch").resolve(whole.getFileName());
    Files.createDirectories(damaged);
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.toList()) {
        link(damaged.resolve(file.getFileName()), file);
      }
    }
    Path part = damaged.resolve(System.mapLibraryName("c10"));
    byte[] content = Files.readAllBytes(part);

    rewrite(part, Arrays.copyOf(content, 1000));
    assertThat(devices())
        .isEqualTo(
            new ChildProgram(
                2,
                "The PyTorch library could not be loaded: "
                    + part
                    + " is damaged: it has 1,000 bytes instead of "
                    + String.format(Locale.ROOT, "%,d", content.length)
                    + ".\nDelete the folder "
                    + damaged
                    + "; the next start unpacks it again.\n"));

    content[0] ^= 1;
    rewrite(part, content);
    ChildProgram changed = devices();
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.output())
        .contains("The PyTorch library could not be loaded: ")
        .endsWith(
            "\nIt may be damaged. Delete the folder "
                + damaged
                + "; the next start unpacks it again.\n")
        .doesNotContain("writable");
  }

  private ChildProgram devices() throws Exception {
    ProcessBuilder builder = ChildProgram.of(List.of(), "devices");
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("cache").toString());
    return run(builder);
  }

  private static Path cache() {
    return Path.of(LibUtils.getLibtorchPath(), "..", "..").normalize();
  }

  /** Links cost nothing where there can be any. */
  private static void link(Path to, Path from) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException otherDisk) {
      Files.copy(from, to);
    }
  }

  private static void rewrite(Path file, byte[] content) throws IOException {
    Files.delete(file);
    Files.write(file, content);
  }

  /** The class path with a copy of this module that lacks a class. */
  private String withoutClass(String name) throws IOException, URISyntaxException {
    String classes = "org/vaelab/experiments/";
    Path original = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = folder.resolve("without-" + name.replace('/', '-'));
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            copy.resolve(original.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.delete(copy.resolve(classes + name + ".class"));
    return System.getProperty("java.class.path").replace(original.toString(), copy.toString());
  }

  private static ChildProgram run(ProcessBuilder builder) throws Exception {
    return ChildProgram.finish(builder.start());
  }
}
