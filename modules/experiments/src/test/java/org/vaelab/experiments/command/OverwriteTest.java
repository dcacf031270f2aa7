package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --overwrite} and {@code resume} leave alone. */
class OverwriteTest {
  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void place() {
    run = folder.resolve("run");
  }

  @Test
  void aFolderThatIsNoRunIsRefused() throws IOException {
    Path figure = SmallRun.write(run.resolve("figures/paper-fig1.pdf"), "mine");
    Path own = SmallRun.write(run.resolve("checkpoints/my-own.ckpt"), "mine");
    Path spec = SmallRun.write(run.resolve("spec.json"), "{}");

    Program program = SmallRun.train(run, "--overwrite");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .isEqualTo(
            run
                + " is not empty and holds no run (a run has spec.json and environment.json); give"
                + " another --out."
                + System.lineSeparator());
    assertThat(List.of(figure, own)).allSatisfy(file -> assertThat(file).hasContent("mine"));
    assertThat(spec).hasContent("{}");
  }

  @Test
  void whatIsNotTheRunsStays() throws IOException {
    SmallRun.train(run, "--set", "figures=[\"curves\"]");
    List<String> foreign =
        List.of(
            "notes.txt",
            "download.part",
            "figures/paper-fig1.pdf",
            "figures/curves-final.png",
            "figures/frames/mine.png",
            "checkpoints/my-own.ckpt",
            "checkpoints/epoch-best.json",
            "events.out.tfevents.1234567890.another");
    for (String name : foreign) {
      SmallRun.write(run.resolve(name), "mine");
    }

    Program program = SmallRun.train(run, "--overwrite", "--set", "training.epochs=1");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(foreign).allSatisfy(name -> assertThat(run.resolve(name)).hasContent("mine"));
    assertThat(run.resolve("figures/curves.png")).doesNotExist();
    assertThat(run.resolve("checkpoints/epoch-0002.json")).doesNotExist();
    assertThat(run).isDirectoryContaining("glob:**.vaelab");
    assertThat(SmallRun.resume(run, "--epochs", "2").exitCode()).isZero();
    assertThat(foreign).allSatisfy(name -> assertThat(run.resolve(name)).hasContent("mine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"figures", "figures/frames", "checkpoints", "run.log", ".lock", "metrics.csv"})
  void linksAreNotFollowed(String name) throws IOException {
    SmallRun.train(run);
    Path outside = folder.resolve("outside");
    SmallRun.write(outside.resolve("epoch-0001.json.part"), "mine");
    SmallRun.write(outside.resolve("epoch-0001.json"), "mine");
    SmallRun.write(outside.resolve("curves.png"), "mine");
    Path entry = run.resolve(name);
    Files.createDirectories(run.resolve("figures/frames"));
    boolean isFolder = Files.isDirectory(entry);
    if (Files.exists(entry)) {
      Files.move(entry, folder.resolve("aside"));
    }
    Files.createSymbolicLink(entry, isFolder ? outside : outside.resolve("curves.png"));
    Map<String, Integer> before = SmallRun.contents(folder);

    for (Program program :
        List.of(
            SmallRun.train(run, "--overwrite", "--set", "figures=[\"curves\"]"),
            SmallRun.resume(run, "--epochs", "3"))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .isEqualTo(
              entry
                  + " is a link, and a run writes into its own folder alone; remove it."
                  + System.lineSeparator());
    }
    assertThat(SmallRun.contents(folder)).isEqualTo(before);
  }

  @Test
  void whatStandsInTheWayIsNamedWithoutJavasWords() throws IOException {
    SmallRun.train(run);
    Path file = SmallRun.write(folder.resolve("file"), "mine");
    String spec = run.resolve("spec.json").toString();
    assertThat(Program.run("run", spec, "--out", file.resolve("in/it").toString()).err())
        .isEqualTo(
            "the folder "
                + file.resolve("in/it")
                + " cannot be made: Not a directory"
                + System.lineSeparator());

    Files.delete(run.resolve("figures"));
    SmallRun.write(run.resolve("figures"), "mine");
    assertThat(SmallRun.resume(run).err())
        .startsWith(run.resolve("figures") + " is no folder, and a run writes into its own");
    Files.delete(run.resolve("figures"));
    Files.delete(run.resolve("run.log"));
    Files.createDirectory(run.resolve("run.log"));
    assertThat(SmallRun.resume(run).err())
        .startsWith(run.resolve("run.log") + " is no plain file, and a run writes into its own");
  }

  /** As on a full disk, where the first file already cannot be written. */
  @ParameterizedTest
  @ValueSource(strings = {"spec.json", "environment.json"})
  void aFailedOverwriteLeavesTheRunBefore(String name) throws IOException {
    SmallRun.train(run, "--set", "figures=[\"curves\"]");
    SmallRun.write(run.resolve(name + ".part/in-the-way"), "");
    Map<String, Integer> before = SmallRun.contents(run);

    Program program =
        Program.run(
            "run",
            run.resolve("spec.json").toString(),
            "--out",
            run.toString(),
            "--overwrite",
            "--set",
            "training.epochs=1");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains(run.resolve(name) + " cannot be written: ");
    assertThat(SmallRun.contents(run)).isEqualTo(before);
  }

  /** By permissions, or by an attribute where the superuser would not mind those. */
  @Test
  void whatCannotBeRemovedLeavesTheRunBefore() throws Exception {
    SmallRun.train(run, "--set", "figures=[\"curves\"]");
    Map<String, Integer> before = SmallRun.contents(run);
    Path figures = run.resolve("figures");
    try {
      Files.setPosixFilePermissions(figures, PosixFilePermissions.fromString("r-xr-xr-x"));
      if (Files.isWritable(figures)) {
        attribute("+i", figures);
      }
      Assumptions.assumeFalse(Files.isWritable(figures));

      Program program = SmallRun.train(run, "--overwrite");

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .isEqualTo(
              figures.resolve("curves.png")
                  + " cannot be removed: its folder may not be written; give another --out."
                  + System.lineSeparator());
      assertThat(SmallRun.contents(run)).isEqualTo(before);
    } finally {
      attribute("-i", figures);
      Files.setPosixFilePermissions(figures, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void attribute(String change, Path folder) throws Exception {
    new ProcessBuilder("sh", "-c", "chattr \"$0\" \"$1\" 2>/dev/null", change, folder.toString())
        .start()
        .waitFor();
  }

  /** As {@code cp -al} copies a run, to go on from it in two ways. */
  @Test
  void aRunOfHardLinksIsARunOfItsOwn() throws IOException {
    SmallRun.train(run, "--set", "figures=[\"curves\"]");
    Path copy = folder.resolve("copy");
    for (String name : SmallRun.contents(run).keySet()) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.createLink(copy.resolve(name), run.resolve(name));
    }
    Map<String, Integer> before = SmallRun.contents(run);

    assertThat(SmallRun.resume(copy, "--epochs", "3").exitCode()).isZero();
    assertThat(SmallRun.contents(run)).isEqualTo(before);
    assertThat(copy.resolve("run.log"))
        .content()
        .startsWith(Files.readString(run.resolve("run.log")))
        .contains("epoch 3/3");
    assertThat(SmallRun.train(copy, "--overwrite").exitCode()).isZero();
    assertThat(SmallRun.contents(run)).isEqualTo(before);
  }
}
