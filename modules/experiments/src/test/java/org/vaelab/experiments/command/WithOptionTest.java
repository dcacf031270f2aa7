package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.files.Sha256;

/**
 * Code of the user's own, named on the command line: it trains, is recorded and asked for again.
 */
class WithOptionTest {
  @TempDir private Path folder;
  private Path out = Path.of("");
  private Path layer = Path.of("");
  private Path spec = Path.of("");

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    layer = OwnCode.layer(folder.resolve("Damp.java"));
    spec = OwnCode.spec(folder);
  }

  private Program run(String... more) {
    return program(List.of("run", spec.toString(), "--out", out.toString()), more);
  }

  private Program resume(String... more) {
    return program(List.of("resume", out.toString()), more);
  }

  private static Program program(List<String> first, String... more) {
    return Program.run(Stream.concat(first.stream(), Stream.of(more)).toList());
  }

  @Test
  void aLayerInOneFileTrainsAndIsRecorded() throws IOException {
    Program run = run("--with", layer.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(out.resolve("spec.json")).content().contains("\"type\" : \"damp\"", "0.5");
    assertThat(out.resolve("environment.json"))
        .content()
        .contains("\"file\" : \"" + layer + "\"", "\"sha256\" : \"" + Sha256.of(layer) + "\"");
  }

  @Test
  void validateSaysWhatAFileBrings() {
    Program validated = program(List.of("validate", spec.toString()), "--with", layer.toString());

    assertThat(validated.exitCode()).isZero();
    assertThat(validated.out())
        .startsWith(layer + " brings the layer damp\n" + spec + " is valid: a VAE with ");
  }

  @Test
  void theSchemaHasTheWord() {
    assertThat(program(List.of("schema"), "--with", layer.toString()).out())
        .contains("\"const\" : \"damp\"");
  }

  @Test
  void aTrainedModelAsksForTheFileToo() {
    run("--with", layer.toString());

    for (String command : List.of("sample", "reconstruct", "encode")) {
      List<String> used = List.of(command, out.toString(), "--count", "2", "--out", "-");
      Program without = program(used);
      assertThat(without.exitCode()).isEqualTo(2);
      assertThat(without.err()).contains("damp", "give it again: --with " + layer);
      Program with = program(used, "--with", layer.toString());
      assertThat(with.err()).isEmpty();
      assertThat(with.out().lines()).hasSize(3);
    }
    List<String> export = List.of("export", out.toString(), "--to=onnx", "--out=" + folder + "/o");
    assertThat(program(export).err()).contains("give it again: --with " + layer);
    assertThat(program(export, "--with", layer.toString()).err()).contains("operations");
  }

  @Test
  void resumeAsksForTheFile() throws IOException {
    run("--with", layer.toString());

    Program without = resume();
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .isEqualTo(
            out
                + " was trained with code of its user's that is not named now; if you trust it,"
                + " give it again: ./vaelab resume "
                + out
                + " --with "
                + layer
                + "\n");
    Path moved = Files.move(layer, folder.resolve("Damped.java"));
    Files.move(moved, Files.createDirectory(folder.resolve("other")).resolve("Damp.java"));
    Program with = resume("--with", folder.resolve("other/Damp.java").toString(), "--epochs=3");
    assertThat(with.err()).isEmpty();
    assertThat(with.exitCode()).isZero();
    assertThat(out.resolve("environment.json")).content().contains("other/Damp.java");
  }

  @Test
  void aChangedFileIsRefusedUnlessForced() throws IOException {
    run("--with", layer.toString());
    String before = Sha256.of(layer);
    OwnCode.layer(layer, "this(0.5)", "this(0.25)");

    Program changed = resume("--with", layer.toString());
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err())
        .isEqualTo(
            out
                + " was begun otherwise, and could not go on exactly:\n"
                + "Damp.java had SHA-256 "
                + before
                + ", has "
                + Sha256.of(layer)
                + "\nUndo the change or give --force.\n");
    assertThat(resume("--with", layer.toString(), "--force", "--epochs=3").exitCode()).isZero();
    assertThat(out.resolve("environment.json")).content().contains(before, Sha256.of(layer));
    assertThat(resume("--with", layer.toString()).exitCode()).isZero();
  }

  /** A folder may come from anyone. */
  @Test
  void aRunFolderLoadsNoCodeByItself() {
    run("--with", layer.toString());
    assertThat(System.getProperty("vaelab.test.damp")).isEqualTo("loaded");
    System.clearProperty("vaelab.test.damp");

    Path own = out.resolve("spec.json");
    String hint =
        "This run had code of its user's; if you trust it, give it again: --with " + layer + "\n";
    assertThat(program(List.of("validate", own.toString())).err())
        .contains("layers[1].type must be", hint);
    assertThat(program(List.of("run", own.toString())).err()).endsWith(hint);
    assertThat(resume().exitCode()).isEqualTo(2);
    assertThat(resume("--force").err()).contains("layers[1].type must be").endsWith(hint);
    assertThat(System.getProperty("vaelab.test.damp")).isNull();
  }

  @Test
  void aJarDoesTheSame() throws IOException {
    Path jar =
        OwnCode.jar(
            folder.resolve("damp.jar"),
            OwnCode.classes(layer, "-parameters"),
            "# what it brings\nDamp # a layer\n");

    assertThat(run("--with", jar.toString()).err()).isEmpty();
    assertThat(resume("--with", jar.toString(), "--epochs=3").exitCode()).isZero();
  }

  /** The exception of a user's code is theirs to mend, and no fault of vaelab's. */
  @Test
  void aFailureInTheFileNamesItsLine() throws IOException {
    OwnCode.layer(layer, "return x.mul(Scalars.like(x, factor));", "return x.get(\"nothing\");");
    Program run = run("--with", layer.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith(layer + ":32 threw ").doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSizeLessThan(4);
    OwnCode.layer(layer, "return input;", "return output(input);");
    assertThat(run("--with", layer.toString()).err())
        .isEqualTo(layer + ":24 threw StackOverflowError\n");
    OwnCode.layer(layer, "return input;", "throw new AssertionError(\"no\\u001b[31m shape\");");
    assertThat(run("--with", layer.toString()).err())
        .isEqualTo(layer + ":24 threw AssertionError: no\\u001b[31m shape\n");
  }
}
