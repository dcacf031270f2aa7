package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file of the user's own code is said in words. */
class WithRefusalsTest {
  @TempDir private Path folder;
  private Path layer = Path.of("");

  @BeforeEach
  void place() {
    layer = folder.resolve("Damp.java");
  }

  /** What validate says, without the path of the folder. */
  private String refusal(Path... files) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("validate", OwnCode.spec(folder).toString()));
    for (Path file : files) {
      arguments.addAll(List.of("--with", file.toString()));
    }
    Program program = Program.run(arguments);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.out()).isEmpty();
    return program.err().replace(folder + "/", "");
  }

  private String refusal(String text, String instead) throws IOException {
    return refusal(OwnCode.layer(layer, text, instead));
  }

  @Test
  void whatIsNoFile() throws IOException {
    assertThat(refusal(layer)).isEqualTo("--with Damp.java does not exist.\n");
    Files.createDirectory(layer);
    assertThat(refusal(layer))
        .isEqualTo("--with Damp.java is a folder; it must be a Java file or a jar.\n");
    Path text = Files.writeString(folder.resolve("damp.txt"), "");
    assertThat(refusal(text)).isEqualTo("--with damp.txt must end in .java or .jar.\n");
  }

  @Test
  void theSameFileTwice() throws IOException {
    OwnCode.layer(layer);
    Path link = Files.createSymbolicLink(folder.resolve("Other.java"), layer);

    assertThat(refusal(layer, layer)).isEqualTo("--with names Damp.java twice; once is enough.\n");
    assertThat(refusal(layer, link)).startsWith("--with names Other.java twice");
  }

  @Test
  void aFileThatDoesNotCompile() throws IOException {
    assertThat(refusal("x.mul(Scalars", "x.mul(Scalar"))
        .isEqualTo(
            "Damp.java does not compile:\n"
                + "Damp.java:32:20 cannot find symbol; symbol: variable Scalar; location: class"
                + " Damp.Layer\n");
    assertThat(refusal("class Damp", "class Moist"))
        .isEqualTo(
            "Damp.java does not compile:\n"
                + "Damp.java:11:14 class Moist is public, should be declared in a file named"
                + " Moist.java\n");
    Files.write(layer, new byte[] {'a', (byte) 0xff});
    assertThat(refusal(layer)).isEqualTo("Damp.java cannot be read: it is not text in UTF-8\n");
    Files.writeString(layer, "");
    assertThat(refusal(layer)).startsWith("Damp.java has no class that implements org.vaelab.json");
  }

  @Test
  void aFileWithoutAnExtensionThatCanBeMade() throws IOException {
    assertThat(refusal("Damp implements Extension", "Damp"))
        .isEqualTo(
            "Damp.java has no class that implements org.vaelab.json.Extension. It needs one, public,"
                + " with a public constructor without parameters, whose extend(vocabulary) returns"
                + " vocabulary.with(LayerSpec.class, \"my-layer\", MyLayer.class) or the like.\n");
    String rest =
        "implements Extension, but cannot be made: it must be public, not abstract, and have a"
            + " public constructor without parameters.\n";
    assertThat(refusal("  static {", "  Damp(int a) {}\n  static {"))
        .isEqualTo("Damp.java: the class Damp " + rest);
    assertThat(refusal("public final class", "class"))
        .isEqualTo("Damp.java: the class Damp " + rest);
    assertThat(
            refusal(
                "  static {",
                "  public Damp() { throw new IllegalStateException(\"why\"); } static {"))
        .isEqualTo("Damp.java:12 threw IllegalStateException: why\n");
    assertThat(refusal("static { ", "static { Integer.parseInt(\"x\"); "))
        .isEqualTo("Damp.java:12 threw NumberFormatException: For input string: \"x\"\n");
  }

  @Test
  void anExtensionThatBringsNothingRight() throws IOException {
    String with = "words.with(LayerSpec.class, \"damp\", Layer.class)";
    assertThat(refusal(with, "null"))
        .isEqualTo(
            "Damp.java: Damp.extend must return the vocabulary that it was given with more words,"
                + " and returned null.\n");
    assertThat(refusal(with, "Vocabulary.EMPTY"))
        .endsWith("returned one that lacks some of its words.\n");
    assertThat(refusal(with, "words")).startsWith("Damp.java brings no word: extend(vocabulary)");
    assertThat(refusal(with, "words.with(null, null, null)"))
        .startsWith("Damp.java:15 threw NullPointerException: ");
    assertThat(refusal("\"damp\"", "\"dense\""))
        .isEqualTo("Damp.java:15 there is a dense already\n");
    assertThat(refusal("\"damp\"", "\"d\\n\""))
        .startsWith("Damp.java:15 a word is letters, digits and hyphens");
    assertThat(refusal(with, with + with.substring(5).replace("damp", "damper")))
        .isEqualTo("Damp.java:15 Damp$Layer has a word already\n");
    assertThat(refusal(with, "words.with(Object.class, \"damp\", Layer.class)"))
        .isEqualTo("Damp.java:15 java.lang.Object is no choice of a spec\n");
    assertThat(refusal(with, "words.with(LayerSpec.class, \"damp\", (Class) String.class)"))
        .isEqualTo("Damp.java:15 java.lang.String is no record\n");
    assertThat(
            refusal(
                with,
                "words.with((Class) org.vaelab.data.source.Dataset.class, \"damp\", (Class) Layer.class)"))
        .isEqualTo("Damp.java:15 Damp$Layer does not implement org.vaelab.data.source.Dataset\n");
  }

  @Test
  void aRecordThatJsonCannotMake() throws IOException {
    assertThat(refusal("public record", "record"))
        .isEqualTo("Damp.java: the record Damp$Layer and what it stands in must be public.\n");
    assertThat(refusal("public Layer() {", "Layer() {"))
        .isEqualTo("Damp.java: the constructors of the record Damp$Layer must be public.\n");
    OwnCode.layer(layer, "double factor", "java.util.Map<String, Double> factors");
    String text = Files.readString(layer).replace("this(0.5)", "this(null)");
    Files.writeString(layer, text.replace("like(x, factor)", "like(x, 2)"));
    assertThat(refusal(layer))
        .startsWith("Damp.java: the component factors of the record Damp$Layer cannot be given");
  }

  @Test
  void aClassThatVaelabHasItself() throws IOException {
    Path own = folder.resolve("Elbo.java");
    Files.writeString(own, "package org.vaelab.losses.objective; public class Elbo {}");

    assertThat(refusal(own))
        .isEqualTo(
            "Elbo.java has a class org.vaelab.losses.objective.Elbo, and so has vaelab; give it"
                + " another name or package.\n");
  }

  @Test
  void aJarThatIsNone() throws IOException {
    Path jar = Files.writeString(folder.resolve("damp.jar"), "text");
    Map<String, byte[]> classes = OwnCode.classes(OwnCode.layer(layer), "-parameters");

    assertThat(refusal(jar)).isEqualTo("damp.jar is no jar, or it is empty.\n");
    OwnCode.jar(jar, classes, "Damp");
    Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), 500));
    assertThat(refusal(jar)).isEqualTo("damp.jar is no jar, or it was cut short.\n");
    String services =
        "damp.jar names no extension: it needs a file META-INF/services/org.vaelab.json.Extension"
            + " with the name of a class that implements org.vaelab.json.Extension.\n";
    assertThat(refusal(OwnCode.jar(jar, classes, ""))).isEqualTo(services);
    assertThat(refusal(OwnCode.jar(jar, classes, "# none\n"))).isEqualTo(services);
    assertThat(refusal(OwnCode.jar(jar, classes, "org.Missing")))
        .isEqualTo("damp.jar names the class org.Missing, which is not in it.\n");
    assertThat(refusal(OwnCode.jar(jar, classes, "Damp$Layer")))
        .isEqualTo(
            "damp.jar: the class Damp$Layer does not implement org.vaelab.json.Extension.\n");
    classes.put("Damp$Layer.class", new byte[] {1, 2, 3});
    assertThat(refusal(OwnCode.jar(jar, classes, "Damp")))
        .startsWith("damp.jar, Damp.java:15 threw ClassFormatError: ");
    classes.remove("Damp$Layer.class");
    assertThat(refusal(OwnCode.jar(jar, classes, "Damp")))
        .startsWith("damp.jar, Damp.java:15 threw NoClassDefFoundError: Damp$Layer (was it");
    OwnCode.layer(
        layer, "(double factor)", "(double factor, int times)", "Layer()", "Layer(double factor)");
    Files.writeString(layer, Files.readString(layer).replace("this(0.5)", "this(factor, 1)"));
    OwnCode.jar(jar, OwnCode.classes(layer), "Damp");
    assertThat(refusal(jar)).endsWith("is called arg0; compile it with javac -parameters.\n");
  }
}
