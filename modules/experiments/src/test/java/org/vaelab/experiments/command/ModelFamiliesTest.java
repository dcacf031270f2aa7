package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.autoencoder.AutoencoderSpec;
import org.vaelab.input.ImageShape;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecWords;

/** Every model family goes through every command, and so does one that no main file knows. */
public class ModelFamiliesTest {
  private static final Vocabulary VOCABULARY =
      SpecWords.builtIn().with(ModelSpec.class, "autoencoder", AutoencoderSpec.class);

  @TempDir private Path folder;
  private Path out = Path.of("");

  static Set<String> families() {
    return VOCABULARY.words(ModelSpec.class);
  }

  @BeforeEach
  void chooseFolder() {
    out = folder.resolve("out");
  }

  private Path spec(String family) throws IOException {
    return Files.writeString(
        folder.resolve("small.json"),
        """
        {
          "name": "small",
          "data": { "dataset": "digits", "limit": 200, "testLimit": 60, "validation": 50 },
          "model": { "type": "%s" },
          "training": { "epochs": 2, "batchSize": 50 }
        }
        """
            .formatted(family));
  }

  private Program program(String command, Path first, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, first.toString()));
    arguments.addAll(List.of(more));
    return Program.run(VOCABULARY, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("families")
  void whatAFamilyPromisesItsNetworkDoes(String family) throws IOException {
    ModelSpec model = SpecFile.read(spec(family), List.of(), VOCABULARY).model();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      ImageShape shape = new ImageShape(1, 28, 28);
      Learner learner = model.create(shape, 10, new LossSpec());
      learner.initialize(manager);
      NDArray images = manager.randomUniform(0, 1, shape.batch(3));
      NDArray labels = manager.create(new int[] {0, 5, 9}).oneHot(10);
      NDList measured = learner.evaluate(new ParameterStore(manager, false), images, labels);

      assertThat(model.abilities()).isNotEmpty();
      assertThat(Ability.of(learner.block().getClass())).isEqualTo(model.abilities());
      assertThat(learner.measures()).isEqualTo(model.measures()).first().isEqualTo("loss");
      Map<String, Double> means = new HashMap<>();
      model.measures().forEach(name -> means.put(name, 1.0));
      assertThat(learner.derived(means, 0).keySet())
          .containsExactlyElementsOf(model.derivedMeasures());
      assertThat(learner.settledLoss(means)).isEqualTo(1);
      assertThat(measured)
          .hasSize(model.measures().size())
          .allSatisfy(each -> assertThat(each.getShape()).isEqualTo(new Shape(3)));
      assertThat(model.latent() > 0).isEqualTo(model.abilities().contains(Ability.DECODE));
    }
  }

  /** A run of two epochs, and one that is resumed after its first, come to the same bytes. */
  @ParameterizedTest
  @MethodSource("families")
  void aFamilyIsValidatedTrainedResumedAndDrawn(String family) throws IOException {
    Path spec = spec(family);
    ModelSpec model = SpecFile.read(spec, List.of(), VOCABULARY).model();
    String figures =
        "figures="
            + drawable(spec, model).stream()
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(",", "[", "]"));

    Program validated = program("validate", spec, "--set", figures);
    assertThat(validated.err()).isEmpty();
    assertThat(validated.out()).contains(model.kind() + " with ", " parameters on digits");

    Program run = program("run", spec, "--out", out.toString(), "--set", figures);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("small: " + model.kind() + " on digits");
    assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(3);
    assertThat(header())
        .isEqualTo(
            "epoch,"
                + columns("train_", model.measures())
                + columns("test_", model.measures())
                + "learning_rate,seconds,images_per_second,"
                + (columns("validation_", model.measures())
                        + columns("train_", model.derivedMeasures())
                        + columns("test_", model.derivedMeasures())
                        + columns("validation_", model.derivedMeasures()))
                    .replaceFirst(",$", ""));
    for (String word : drawable(spec, model)) {
      assertThat(out.resolve("figures").resolve(word + ".png")).isNotEmptyFile();
    }

    isExamined(model);

    Path resumed = folder.resolve("resumed");
    program("run", spec, "--out", resumed.toString(), "--set", "training.epochs=1");
    Program more = program("resume", resumed, "--epochs", "2");
    assertThat(more.err()).isEmpty();
    assertThat(resumed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(out.resolve("model.safetensors"));
  }

  /** Evaluated by what it can do, and looked at by the doctor; a sweep trains it too. */
  private void isExamined(ModelSpec model) throws IOException {
    Program evaluated = program("evaluate", out, "--importance-samples", "3", "--limit", "20");
    assertThat(evaluated.err()).isEmpty();
    assertThat(evaluated.exitCode()).isZero();
    boolean encodes = model.abilities().contains(Ability.ENCODE);
    boolean samples = model.abilities().contains(Ability.SAMPLE);
    assertThat(evaluated.out()).contains("small: 20 test images, seed 0, ");
    assertThat(evaluated.out().contains("linear_probe_accuracy[")).isEqualTo(encodes);
    assertThat(evaluated.out().contains("log_likelihood[")).isEqualTo(encodes && samples);
    assertThat(evaluated.out().contains("cross_entropy["))
        .isEqualTo(model.abilities().contains(Ability.CLASSIFY));

    Program doctor = program("doctor", out);
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.exitCode()).isZero();
    assertThat(doctor.out()).doesNotContain("NaN");

    Path sweep =
        Files.writeString(
            folder.resolve("sweep.json"),
            """
            {
              "name": "sweep",
              "base": "small.json",
              "set": { "training.epochs": 1, "figures": [] },
              "parameters": { "training.batchSize": { "values": [50] } },
              "seeds": [0]
            }
            """);
    Program swept =
        program("sweep", sweep, "--index", "0", "--out", folder.resolve("swept").toString());
    assertThat(swept.err()).isEmpty();
    assertThat(swept.exitCode()).isZero();
  }

  /** Of the figures, those that are drawn; the others are refused in a sentence. */
  private List<String> drawable(Path spec, ModelSpec model) {
    List<String> drawable = new ArrayList<>();
    for (String word : VOCABULARY.words(FigureSpec.class)) {
      Program validated = program("validate", spec, "--set", "figures=[\"" + word + "\"]");
      if (validated.exitCode() == 0) {
        drawable.add(word);
      } else {
        assertThat(validated.exitCode()).as(word).isEqualTo(2);
        assertThat(validated.err()).contains("figures[0].type ").contains(word + " needs ");
      }
    }
    assertThat(drawable).contains("curves");
    assertThat(drawable.contains("latent")).isEqualTo(model.abilities().contains(Ability.ENCODE));
    assertThat(drawable.contains("samples")).isEqualTo(model.abilities().contains(Ability.SAMPLE));
    return drawable;
  }

  private String header() throws IOException {
    return Files.readAllLines(out.resolve("metrics.csv")).get(0);
  }

  private static String columns(String part, List<String> measures) {
    return measures.stream().map(each -> part + each + ",").collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "classifier  | curves",
        "autoencoder | reconstructions,latent,curves",
        "vae         | reconstructions,samples,latent,curves",
      })
  void theStandardFiguresAreThoseThatAFamilyCanDo(String family, String expected)
      throws IOException {
    assertThat(SpecFile.read(spec(family), List.of(), VOCABULARY).figures())
        .extracting(FigureSpec::fileName)
        .containsExactly(expected.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "autoencoder | figures=[\"samples\"] | figures[0].type must be reconstructions, latent,"
            + " curves, manifold or mean-codes where the model is an autoencoder: samples needs a"
            + " model that draws latent codes from a prior",
        "classifier | figures=[\"mean-codes\"] | figures[0].type must be curves where the model is"
            + " a classifier: mean-codes needs a model that encodes images and decodes latent"
            + " codes",
        "autoencoder | figures=[\"covariance\"] | covariance needs a model that has a likelihood",
        "autoencoder | training.earlyStopping={\"metric\":\"test_kl\"} |"
            + " training.earlyStopping.metric \"test_kl\" is not measured for an autoencoder",
        "autoencoder | training.earlyStopping={\"metric\":\"test_los\"} | must be one of"
            + " validation_loss, test_loss, train_loss, was \"test_los\"; did you mean test_loss?",
        "autoencoder | training.earlyStopping={\"metric\":\"loss\"} |"
            + " training.earlyStopping.metric must be a measure after train_, validation_ or test_,"
            + " such as test_loss, was \"loss\"",
        "autoencoder | loss.objective.beta=2 | loss is for a vae; an autoencoder minimises its",
        "autoencoder | model.latent=0 | model.latent must be >= 1, was 0",
        "autoencoder | model.encoder=fc | model.encoder belongs to vae; the type here is"
            + " autoencoder",
        "gan | name=x | model.type must be vae, classifier or autoencoder, was \"gan\"",
      })
  void whatDoesNotMeetIsRefusedInASentence(String family, String change, String expected)
      throws IOException {
    Program validated = program("validate", spec(family), "--set", change);

    assertThat(validated.exitCode()).isEqualTo(2);
    assertThat(validated.err()).contains(expected);
  }

  /** What was trained with words of one's own is not known without them. */
  @Test
  void aFamilyThatIsNotGivenIsNotKnown() throws IOException {
    Path spec = spec("autoencoder");
    program("run", spec, "--out", out.toString(), "--set", "figures=[]");

    assertThat(
            Stream.of(
                Program.run("validate", spec.toString()),
                Program.run("resume", out.toString(), "--epochs", "3")))
        .allSatisfy(
            program -> {
              assertThat(program.exitCode()).isEqualTo(2);
              assertThat(program.err())
                  .contains("model.type must be vae or classifier, was \"autoencoder\"");
            });
  }

  /** Promises more than its network does. */
  public record BoastingSpec() implements ModelSpec {
    @Override
    public String kind() {
      return "boaster";
    }

    @Override
    public Set<Ability> abilities() {
      return Set.of(Ability.ENCODE, Ability.CLASSIFY);
    }

    @Override
    public List<String> measures() {
      return List.of("loss");
    }

    @Override
    public Learner create(ImageShape image, int classes, LossSpec loss) {
      return new AutoencoderSpec().create(image, classes, loss);
    }
  }

  @Test
  void aFamilyThatPromisesTooMuchIsRefused() throws IOException {
    Vocabulary boasting = SpecWords.builtIn().with(ModelSpec.class, "boaster", BoastingSpec.class);
    Program validated = Program.run(boasting, "validate", spec("boaster").toString());

    assertThat(validated.exitCode()).isEqualTo(2);
    assertThat(validated.err().lines())
        .singleElement()
        .asString()
        .endsWith(
            "model.type stands for org.vaelab.experiments.command.ModelFamiliesTest$BoastingSpec,"
                + " which promises a network that classifies images, but"
                + " org.vaelab.experiments.autoencoder.Autoencoder does not implement what that"
                + " takes");
  }
}
