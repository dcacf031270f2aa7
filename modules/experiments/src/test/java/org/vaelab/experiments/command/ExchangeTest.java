package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.exchange.DrawnStripes;
import org.vaelab.experiments.exchange.ExchangedNetworks;

/** {@code export} and {@code import}: what goes out comes back, and every wrong turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeTest {
  @TempDir private static Path folder;

  /** Of {@link SmallRun}. */
  private static Path run;

  private static Path spec;
  private static Path weights;

  private Path out = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("run");
    assertThat(SmallRun.train(run).exitCode()).isZero();
    spec = run.resolve("spec.json");
    done("export", run, "--to", "pytorch", "--out", folder.resolve("exported"));
    weights = folder.resolve("exported/state_dict.safetensors");
  }

  @BeforeEach
  void chooseFolder() throws IOException {
    out = Files.createTempDirectory(folder, "out");
  }

  private static Program use(Object... arguments) {
    return Program.run(
        DrawnStripes.VOCABULARY,
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static Program done(Object... arguments) {
    Program program = use(arguments);
    assertThat(program.exitCode()).as(program.err()).isZero();
    return program;
  }

  private static String refused(Object... arguments) {
    Program program = use(arguments);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return program.err().replace(folder + "/", "");
  }

  /** A file of the arrays of {@link #weights}, changed. */
  private Path changed(UnaryOperator<List<NDArray>> change) throws IOException {
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        InputStream stream = Files.newInputStream(weights)) {
      List<NDArray> arrays = new ArrayList<>(NDList.decode(manager, stream));
      Path file = out.resolve("changed.safetensors");
      try (OutputStream target = Files.newOutputStream(file)) {
        new NDList(change.apply(arrays)).encode(target, NDList.Encoding.SAFETENSORS);
      }
      return file;
    }
  }

  private static List<NDArray> renamed(List<NDArray> arrays, UnaryOperator<String> name) {
    arrays.forEach(array -> array.setName(name.apply(array.getName())));
    return arrays;
  }

  /** A trained model with statistics of batches, labels, a prior and a likelihood that learn. */
  @Test
  void whatGoesOutComesBackToTheByte() {
    Path residual = ExchangedNetworks.write("residual", out);
    Path trained = out.resolve("trained");
    done("run", residual, "--out", trained, "--threads", "1");
    String told = done("export", trained, "--to", "pytorch", "--out", out.resolve("torch")).out();
    assertThat(told)
        .isEqualTo(out.resolve("torch") + ": state_dict.safetensors, model.json, load_vaelab.py\n");

    Path back = out.resolve("back");
    done(
        "import",
        trained.resolve("spec.json"),
        out.resolve("torch/state_dict.safetensors"),
        "--out",
        back);

    assertThat(back.resolve("model.safetensors"))
        .hasSameBinaryContentAs(trained.resolve("model.safetensors"));
    assertThat(back.resolve("spec.json")).hasSameTextualContentAs(trained.resolve("spec.json"));
    assertThat(back.resolve("environment.json"))
        .content()
        .contains("not read: imported from " + out.resolve("torch/state_dict.safetensors"));
  }

  @Test
  void anImportedModelIsUsedAsAnyOther() {
    done("import", spec, weights, "--out", out.resolve("back"));

    for (String command : List.of("encode", "sample", "reconstruct")) {
      String[] arguments = {command, "", "--count", "4", "--out", "-"};
      arguments[1] = run.toString();
      String expected = done((Object[]) arguments).out();
      arguments[1] = out.resolve("back").toString();
      assertThat(done((Object[]) arguments).out()).isEqualTo(expected).isNotEmpty();
    }
    assertThat(done("list", out.resolve("back")).out()).contains(" finished ");
    assertThat(refused("resume", out.resolve("back"))).contains("has no checkpoint to go on from");
    assertThat(refused("import", spec, weights, "--out", out.resolve("back")))
        .contains("give --overwrite to replace the run in it");
  }

  @Test
  void namesAreMappedByLinesAndByJson() throws IOException {
    Path foreign =
        changed(
            arrays ->
                renamed(
                    arrays,
                    name ->
                        name.replace("encoder.hidden.0.", "fc1.")
                            .replace("encoder.mean.weight", "mu")));
    Path lines =
        Files.writeString(
            out.resolve("names.txt"),
            "# theirs ours\nfc1.  encoder.hidden.0.\nmu encoder.mean.weight # a matrix\n\n");
    Path json =
        Files.writeString(
            out.resolve("names.json"),
            "{ \"fc1.\": \"encoder.hidden.0.\", \"mu\": \"encoder.mean.weight\" }");
    for (Path names : List.of(lines, json)) {
      Path back = out.resolve(names.getFileName() + "-run");
      done("import", spec, foreign, "--rename", names, "--out", back);
      assertThat(back.resolve("model.safetensors"))
          .hasSameBinaryContentAs(run.resolve("model.safetensors"));
    }
  }

  /** PyTorch may keep more digits, and always counts batches. */
  @Test
  void otherFloatsAreReadAndCountsOfBatchesAreNot() throws IOException {
    Path doubles =
        changed(
            arrays -> {
              List<NDArray> more = new ArrayList<>();
              for (NDArray array : arrays) {
                NDArray wide = array.toType(DataType.FLOAT64, true);
                wide.setName(array.getName());
                more.add(wide);
              }
              NDArray count = arrays.get(0).getManager().create(new long[] {7});
              count.setName("encoder.hidden.0.norm.num_batches_tracked");
              more.add(count);
              return more;
            });
    done("import", spec, doubles, "--out", out.resolve("back"));
    assertThat(out.resolve("back/model.safetensors"))
        .hasSameBinaryContentAs(run.resolve("model.safetensors"));
  }

  @Test
  void allThatDoesNotFitIsSaidAtOnce() throws IOException {
    Path foreign =
        changed(
            arrays -> {
              List<NDArray> some = new ArrayList<>();
              for (NDArray array : arrays) {
                switch (array.getName()) {
                  case "encoder.mean.bias" -> some.add(named(array.reshape(1, 2), array.getName()));
                  case "encoder.hidden.0.bias" ->
                      some.add(named(array.toType(DataType.INT32, true), array.getName()));
                  case "decoder.output.bias" -> some.add(named(array, "stranger"));
                  default -> some.add(array);
                }
              }
              return some;
            });
    Path names = Files.writeString(out.resolve("names.txt"), "absent encoder.mean.bias\n");

    assertThat(refused("import", spec, foreign, "--rename", names, "--out", out.resolve("back")))
        .contains("changed.safetensors does not fit the network of the spec:")
        .contains("\n  renamed, but not in the file: absent\n")
        .contains("\n  encoder.mean.bias must be (2), was (1, 2)\n")
        .contains("\n  encoder.hidden.0.bias must be of floats, was of int32\n")
        .contains("\n  missing: decoder.output.bias (784)\n")
        .contains("\n  not of this network: stranger (784)\n")
        .contains("--rename FILE says which array is which");
    assertThat(out.resolve("back")).doesNotExist();
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "export none --to pytorch --out x|none does not exist.",
        "export run --to tensorflow --out x|--to must be pytorch or onnx, was \"tensorflow\"",
        "export run --to pytorch|Missing required option: '--out=DIR'",
        "export run --out x|Missing required option: '--to=FORMAT'",
        "export run --to onnx --out file.txt|file.txt is a file; --out must be a folder.",
        "export run --to pytorch --out exported|exported/state_dict.safetensors exists; choose another",
        "import none.json exported/state_dict.safetensors|none.json",
        "import run/spec.json none.safetensors|none.safetensors cannot be read as safetensors: there is",
        "import run/spec.json zip.pt|zip.pt is a pickle, as torch.save writes it, and reading one runs code",
        "import run/spec.json old.pt|old.pt is a pickle",
        "import run/spec.json text.safetensors|text.safetensors is no safetensors file, or it was cut",
        "import run/spec.json cut.safetensors|cut.safetensors cannot be read as safetensors: ",
        "import run/spec.json header.safetensors|header.safetensors cannot be read as safetensors: its",
        "import run/spec.json outside.safetensors|outside.safetensors cannot be read as safetensors: ",
        "import run/spec.json small.safetensors|small.safetensors cannot be read as safetensors: its",
        "import run/spec.json bf16.safetensors|bf16.safetensors has a of type \"BF16\", which is not read;",
        "import run/spec.json empty.safetensors|empty.safetensors cannot be read as safetensors: it ends",
        "import run/spec.json exported/state_dict.safetensors --rename none.txt|none.txt cannot be read",
        "import run/spec.json exported/state_dict.safetensors --rename three.txt|three.txt:2 must be \"theirs ours\", two names, was \"a b c\"",
        "import run/spec.json exported/state_dict.safetensors --rename twice.txt|twice.txt:2 renames a once more",
        "import run/spec.json exported/state_dict.safetensors --rename broken.json|broken.json:1:",
        "import run/spec.json exported/state_dict.safetensors --rename number.json|number.json must have a name after \"a\", was 3",
        "import run/spec.json exported/state_dict.safetensors --rename same.txt|two arrays are encoder.mean.bias; the second is",
      })
  void everyWrongTurnIsASentence(String line, String message) throws IOException {
    writeWrongFiles();
    List<Object> words = new ArrayList<>();
    for (String word : line.strip().split(" ")) {
      boolean isPath = word.matches("(run|exported)(/.*)?|.*\\.(json|safetensors|txt|pt)|none|x");
      words.add(isPath ? folder.resolve(word) : word);
    }
    if (words.get(0).equals("import")) {
      words.addAll(List.of("--out", out.resolve("back")));
    }
    assertThat(refused(words.toArray())).contains(message.strip());
  }

  /** A file of that array and sixteen bytes of arrays. */
  private static void writeArray(String name, String type, int numbers, int bytes)
      throws IOException {
    String array = "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}";
    writeHeader(name, array.formatted(type, numbers, bytes));
  }

  /** A file of that header and sixteen bytes of arrays. */
  private static void writeHeader(String name, String header) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + text.length + 16);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    Files.write(folder.resolve(name), file.array());
  }

  private static void writeWrongFiles() throws IOException {
    Files.writeString(folder.resolve("file.txt"), "");
    Files.write(folder.resolve("zip.pt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0});
    Files.write(
        folder.resolve("old.pt"), new byte[] {(byte) 0x80, 2, 'c', 'o', 's', '\n', 1, 1, 1});
    Files.writeString(folder.resolve("text.safetensors"), "these are no arrays at all");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("empty.safetensors"), new byte[0]);
    writeHeader("header.safetensors", "{ \"a\" : [ 1, ");
    writeArray("outside.safetensors", "F32", 1000, 4000);
    writeArray("small.safetensors", "F32", 1000, 16);
    writeArray("bf16.safetensors", "BF16", 8, 16);
    Files.writeString(folder.resolve("three.txt"), "a b\na b c\n");
    Files.writeString(folder.resolve("twice.txt"), "a b\na c\n");
    Files.writeString(folder.resolve("broken.json"), "{ \"a\" ");
    Files.writeString(folder.resolve("number.json"), "{ \"a\": 3 }");
    Files.writeString(folder.resolve("same.txt"), "decoder.output.bias encoder.mean.bias\n");
  }
}
