package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.inference.ModelWords;
import org.vaelab.inference.TrainedModel;

/** A trained model from the command line: what goes in, what comes out, and every wrong turn. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UseTest {
  @TempDir private static Path folder;
  private static Path plain;
  private static Path conditional;

  @BeforeAll
  static void train() throws IOException {
    plain = folder.resolve("vae");
    conditional = folder.resolve("cvae");
    assertThat(SmallRun.train(plain).exitCode()).isZero();
    assertThat(SmallRun.train(conditional, "--set", "model.conditional=true").exitCode()).isZero();
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static Program use(Object... arguments) {
    List<String> words = new ArrayList<>(Arrays.stream(arguments).map(Object::toString).toList());
    words.addAll(List.of("--threads", "1"));
    return Program.run(words);
  }

  private static List<String> lines(Program program) {
    assertThat(program.exitCode()).as(program.err()).isZero();
    return program.out().lines().toList();
  }

  private static float[] numbers(String line) {
    String[] cells = line.split(",", -1);
    float[] numbers = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = Float.parseFloat(cells[i]);
    }
    return numbers;
  }

  /** A row alone and a row among others are rounded differently. */
  private static void assertNear(String line, String expected) {
    assertThat(numbers(line)).containsExactly(numbers(expected), within(1e-5f));
  }

  @Test
  void samplesAreThoseOfTheLibrary() throws IOException {
    List<String> table =
        lines(
            use(
                "sample",
                conditional,
                "--label",
                "7",
                "--count",
                "3",
                "--seed",
                "4",
                "--out",
                "-"));

    assertThat(table).hasSize(4);
    assertThat(table.get(0)).startsWith("label,pixel0,pixel1,").endsWith(",pixel783");
    assertThat(table.get(2)).startsWith("7,");
    try (TrainedModel model =
        TrainedModel.open(conditional, DeviceChoice.parse("cpu"), ModelWords.ALL)) {
      float[] image = numbers(table.get(2));
      assertThat(Arrays.copyOfRange(image, 1, 785))
          .containsExactly(model.sample(new int[] {7, 7, 7}, 4)[1], within(1e-6f));
    }
  }

  @Test
  void aSheetHasOneRowPerClass() throws IOException {
    Path sheet = file("sheet.png");
    assertThat(use("sample", conditional, "--out", sheet).out())
        .isEqualTo(sheet + ": 100 images\n");
    BufferedImage picture = ImageIO.read(sheet.toFile());
    assertThat(picture.getWidth()).isEqualTo(2 * 24 + 10 * 118 - 6);
    assertThat(picture.getHeight()).isEqualTo(picture.getWidth());
  }

  @Test
  void temperatureZeroIsThePriorsMean() {
    List<String> table =
        lines(use("sample", plain, "--count", "2", "--temperature", "0", "--out", "-"));
    assertNear(table.get(1), table.get(2));
    assertNear(lines(use("decode", plain, "0,0", "--out", "-")).get(1), table.get(1));
  }

  @Test
  void codesGoRoundThroughFiles() throws IOException {
    Path codes = file("codes.csv");
    Path zipped = file("codes.npz");
    assertThat(use("encode", conditional, "--count", "5", "--out", codes).exitCode()).isZero();
    assertThat(use("encode", conditional, "--count", "5", "--out", zipped).exitCode()).isZero();

    List<String> table = Files.readAllLines(codes);
    assertThat(table).hasSize(6);
    assertThat(table.get(0)).isEqualTo("label,z1,z2");
    List<String> fromCsv = lines(use("decode", conditional, codes, "--out", "-"));
    assertThat(lines(use("decode", conditional, zipped, "--out", "-"))).isEqualTo(fromCsv);
    assertThat(lines(use("reconstruct", conditional, "--count", "5", "--out", "-")))
        .isEqualTo(fromCsv);
    assertThat(lines(use("encode", conditional, "--count", "5", "--draw", "3", "--out", "-")))
        .isNotEqualTo(table);
  }

  @Test
  void deviationsStandBesideTheMeansInNpz() throws IOException {
    Path codes = file("posteriors.npz");
    assertThat(use("encode", plain, "--count", "3", "--out", codes).exitCode()).isZero();
    assertThat(use("sample", plain, "--count", "3", "--out", file("images.npz")).exitCode())
        .isZero();
    assertThat(use("encode", plain, file("images.npz"), "--out", file("of-images.npz")).exitCode())
        .isZero();
    try (TrainedModel model = TrainedModel.open(plain, DeviceChoice.parse("cpu"), ModelWords.ALL);
        NDManager manager = ComputeEngine.start().newManager(Device.cpu());
        InputStream images = Files.newInputStream(file("images.npz"));
        InputStream stream = Files.newInputStream(file("of-images.npz"))) {
      NDList arrays = NDList.decode(manager, stream);
      float[] pixels = NDList.decode(manager, images).get("images").toFloatArray();
      float[][] rows = new float[3][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(pixels, i * 784, (i + 1) * 784));
      float[][] deviations = model.posteriors(rows, new int[0]).deviations();
      assertThat(arrays.get("deviations").getShape()).isEqualTo(new Shape(3, 2));
      assertThat(arrays.get("deviations").toFloatArray())
          .startsWith(deviations[0])
          .isNotEqualTo(arrays.get("codes").toFloatArray())
          .doesNotContain(0);
    }
  }

  /** The same image as a picture, as bytes, as grey values and from the data is one code. */
  @Test
  void everyKindOfFileIsTheSameImage() throws IOException {
    try (TrainedModel model = TrainedModel.open(plain, DeviceChoice.parse("cpu"), ModelWords.ALL);
        NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      float[] image = new float[784];
      for (int i = 0; i < 784; i++) {
        image[i] = (i * 7 % 256) / 255f;
      }
      Path png = file("image.png");
      ImageIO.write(model.picture(image), "png", png.toFile());
      Path csv = file("image.csv");
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < 784; i++) {
        row.append(i == 0 ? "" : ",").append(i * 7 % 256);
      }
      Files.writeString(csv, row + "\n");
      Path npz = file("image.npz");
      NDArray array = manager.create(image, new Shape(1, 28, 28));
      array.setName("images");
      try (OutputStream stream = Files.newOutputStream(npz)) {
        new NDList(array).encode(stream, NDList.Encoding.NPZ);
      }

      float[] code = model.encode(new float[][] {image}, new int[0])[0];
      for (Path each : List.of(png, csv, npz)) {
        List<String> table = lines(use("encode", plain, each, "--out", "-"));
        assertThat(numbers(table.get(1))).as(each.toString()).containsExactly(code, within(1e-5f));
      }
    }
  }

  @Test
  void interpolationsEndWhereTheyShould() throws IOException {
    List<String> way =
        lines(
            use(
                "interpolate",
                plain,
                "--from",
                "1,0",
                "--to",
                "0,2",
                "--steps",
                "3",
                "--out",
                "-"));
    assertThat(way).hasSize(4);
    assertNear(way.get(1), lines(use("decode", plain, "1,0", "--out", "-")).get(1));
    assertNear(way.get(2), lines(use("decode", plain, "0.5,1", "--out", "-")).get(1));
    assertNear(way.get(3), lines(use("decode", plain, "0,2", "--out", "-")).get(1));

    List<String> arc =
        lines(
            use(
                "interpolate",
                plain,
                "--from",
                "1,0",
                "--to",
                "0,1",
                "--steps",
                "3",
                "--spherical",
                "--out",
                "-"));
    String half = (float) Math.sqrt(0.5) + "," + (float) Math.sqrt(0.5);
    float[] expected = numbers(lines(use("decode", plain, half, "--out", "-")).get(1));
    assertThat(numbers(arc.get(2))).containsExactly(expected, within(1e-5f));

    Path gif = file("way.gif");
    Program images =
        use("interpolate", conditional, "--from", "test:3", "--to", "train:0", "--out", gif);
    assertThat(images.exitCode()).as(images.err()).isZero();
    assertThat(ImageIO.read(gif.toFile()).getWidth()).isEqualTo(2 * 24 + 112);
    List<String> labels =
        lines(
            use(
                "interpolate",
                conditional,
                "--from",
                "0,0",
                "--to",
                "0,0",
                "--label",
                "3",
                "--to-label",
                "8",
                "--steps",
                "2",
                "--out",
                "-"));
    String eight = lines(use("decode", conditional, "0,0", "--label", "8", "--out", "-")).get(1);
    assertNear(labels.get(2), eight.substring(2));
  }

  @Test
  void nothingButDataIsOnStandardOutput() throws IOException {
    Program png = use("sample", plain, "--count", "1", "--out", "-", "--format", "npz");
    assertThat(png.exitCode()).isZero();
    byte[] bytes = png.out().getBytes(StandardCharsets.UTF_8);
    assertThat(new ByteArrayInputStream(bytes).readNBytes(2)).isEqualTo(new byte[] {'P', 'K'});
  }

  @Test
  void aFileThatExistsIsKept() throws IOException {
    Path kept = Files.writeString(file("kept.csv"), "mine");
    assertThat(use("encode", plain, "--out", kept).err())
        .contains("exists")
        .contains("--overwrite");
    assertThat(kept).hasContent("mine");
    assertThat(use("encode", plain, "--out", kept, "--overwrite").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample none|none does not exist.",
        "sample vae --out x.jpg|--out must end in .png, .gif, .npz or .csv, was x.jpg",
        "encode vae --out x.png|--out must end in .npz or .csv, because the result is numbers, was",
        "sample vae --format tiff|--format must be png, gif, npz or csv, was \"tiff\"",
        "sample vae --label 3|--label is for models that are given labels; this is a VAE",
        "sample cvae --label ten|--label must be a class: 0 to 9, or 0, 1, 2, 3, 4, 5, 6, 7, 8 or 9",
        "sample cvae --label 10|--label must be a class: 0 to 9",
        "sample vae --count 0|--count must be from 1 to 1000000, was 0",
        "sample vae --temperature -1|--temperature must be from 0 to 1000, was -1.0",
        "sample vae --device gpu|--device must be auto, cpu, cuda or cuda:N, was \"gpu\"",
        "decode vae 1,2,3 --out -|CODES must have 2 numbers, has 3: 1,2,3",
        "decode vae 1e99,0 --out -|CODES must be of finite numbers, was 1e99,0",
        "decode vae x.txt --out -|codes are read from a .npz or .csv file, not from x.txt",
        "decode vae none.csv --out -|none.csv cannot be read: there is no such file",
        "decode cvae 0,0 --out -|this model needs the class of each image: give --label",
        "reconstruct vae --split valid --out -|--split must be train or test, was \"valid\"",
        "reconstruct vae --count -1 --out -|--count must be >= 1, was -1",
        "reconstruct vae a.png --count 1 --out -|--count is for images of the run's data",
        "encode vae small.png --out -|small.png is 5 x 4 pixels; the model's images are 28 x 28.",
        "encode vae text.png --out -|text.png is no picture that can be read (PNG, JPEG, BMP, GIF).",
        "encode vae cut.png --out -|cut.png",
        "encode vae short.csv --out -|short.csv has 3 numbers per row; the model's images are 1x28x28",
        "encode vae word.csv --out -|word.csv, row 2, column 2, must be a number, was \"three\".",
        "encode vae gap.csv --out -|gap.csv, row 2, column 2, must be a number, was \"\".",
        "encode vae uneven.csv --out -|uneven.csv, row 2, has 2 values, but the first row has 3.",
        "encode vae empty.csv --out -|empty.csv has no rows of numbers.",
        "decode vae labels.csv --out -|labels.csv has a label 12; the model's classes are 0 to 9.",
        "decode vae half.csv --out -|half.csv has the label \"1.5\"; a label is the number of a class.",
        "decode vae wide.csv --out -|wide.csv has 3 numbers per row; the model's codes have 2.",
        "encode vae text.npz --out -|text.npz",
        "encode vae/model.safetensors --out -|is a model without its run, which knows no data",
        "encode cvae image28.png --out -|this model needs the class of each image: give --label",
        "interpolate vae --from 0,0 --to 1,1 --steps 1 --out -|--steps must be from 2 to 10000, was 1",
        "interpolate vae --from test:99 --to 1,1 --out -|--from is test:99, but there are 50 images",
        "interpolate cvae --from 0,0 --to 1,1 --out -|this model needs the class of --from: give --label",
      })
  void everyWrongTurnIsASentence(String line, String message) throws IOException {
    writeWrongFiles();
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split(" ")) {
      boolean isPath = word.matches("(cvae|vae)(/.*)?|.*\\.(png|csv|npz|txt|jpg)|none");
      words.add(isPath ? folder.resolve(word).toString() : word);
    }
    Program program = use(words.toArray());

    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.err().replace(folder + "/", "")).contains(message.strip());
    assertThat(program.err()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private static void writeWrongFiles() throws IOException {
    ImageIO.write(
        new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file("small.png").toFile());
    Path whole = file("image28.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", whole.toFile());
    Files.write(file("cut.png"), Arrays.copyOf(Files.readAllBytes(whole), 40));
    Files.writeString(file("text.png"), "no picture");
    Files.writeString(file("text.npz"), "no arrays");
    Files.writeString(file("short.csv"), "1,2,3\n");
    Files.writeString(file("word.csv"), "1,2,3\n1,three,3\n");
    Files.writeString(file("gap.csv"), "1,2,3\n1,,3\n");
    Files.writeString(file("uneven.csv"), "1,2,3\n1,2\n");
    Files.writeString(file("empty.csv"), "label,z1,z2\n");
    Files.writeString(file("labels.csv"), "label,z1,z2\n12,0,0\n");
    Files.writeString(file("half.csv"), "label,z1,z2\n1.5,0,0\n");
    Files.writeString(file("wide.csv"), "z1,z2,z3\n0,0,0\n");
  }
}
