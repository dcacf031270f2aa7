package org.vaelab.experiments.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.DataSpec;
import org.vaelab.data.Transform;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.LatentSpec;
import org.vaelab.experiments.figures.ReconstructionsSpec;
import org.vaelab.experiments.figures.SamplesSpec;
import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.models.Activation;
import org.vaelab.models.FcDecoderSpec;
import org.vaelab.models.FcEncoderSpec;
import org.vaelab.models.ModelSpec;
import org.vaelab.training.AdamSpec;
import org.vaelab.training.ConstantScheduleSpec;
import org.vaelab.training.TrainingSpec;

class SpecFileTest {
  private static final String MINIMAL = "{\"name\": \"x\", \"data\": {}, \"model\": {}}";

  /** The defaults of every field, as they stand in a run folder. */
  @Test
  void defaults() {
    assertThat(SpecJson.write(parse(MINIMAL)))
        .isEqualTo(
            """
            {
              "name" : "x",
              "description" : "",
              "seed" : 0,
              "device" : "auto",
              "data" : {
                "dataset" : "digits",
                "transform" : "unit",
                "validation" : 0,
                "limit" : null,
                "testLimit" : null
              },
              "model" : {
                "latent" : 2,
                "conditional" : false,
                "encoder" : {
                  "type" : "fc",
                  "hidden" : [ 256 ],
                  "activation" : "relu"
                },
                "decoder" : {
                  "type" : "fc",
                  "hidden" : [ 256 ],
                  "activation" : "relu"
                }
              },
              "loss" : {
                "likelihood" : {
                  "type" : "bernoulli"
                },
                "objective" : {
                  "type" : "elbo",
                  "beta" : 1.0
                }
              },
              "training" : {
                "epochs" : 10,
                "batchSize" : 64,
                "optimizer" : {
                  "type" : "adam",
                  "learningRate" : 0.001,
                  "beta1" : 0.9,
                  "beta2" : 0.999,
                  "epsilon" : 1.0E-8
                },
                "schedule" : {
                  "type" : "constant"
                }
              },
              "evaluation" : { },
              "figures" : [ {
                "type" : "reconstructions",
                "count" : 12
              }, {
                "type" : "samples",
                "rows" : 10,
                "columns" : 10
              }, {
                "type" : "latent",
                "points" : 5000
              }, {
                "type" : "curves"
              } ]
            }
            """);
  }

  @Test
  void everyFieldIsReadAndWrittenBack() {
    ExperimentSpec spec =
        parse(
            """
            {
              "$schema": "../experiment.schema.json",
              "name": "full-1.0_b", "description": "all of it", "seed": -9000000000, "device": "cuda:1",
              "data": { "dataset": "mnist", "transform": "stochastic-binarize", "validation": 7,
                        "limit": 100, "testLimit": 50 },
              "model": { "latent": 3, "conditional": true,
                         "encoder": { "type": "fc", "hidden": [5, 6], "activation": "tanh" },
                         "decoder": { "type": "fc", "hidden": [], "activation": "softplus" } },
              "loss": { "likelihood": { "type": "bernoulli" },
                        "objective": { "type": "elbo", "beta": 0 } },
              "training": { "epochs": 2, "batchSize": 3,
                            "optimizer": { "type": "adam", "learningRate": 1e-4, "beta1": 0.5,
                                           "beta2": 0.9, "epsilon": 1e-7 },
                            "schedule": { "type": "constant" } },
              "evaluation": {},
              "figures": [ { "type": "curves" }, { "type": "latent", "points": 9 },
                           { "type": "samples", "rows": 2, "columns": 4 },
                           { "type": "reconstructions", "count": 1 } ]
            }
            """);

    assertThat(spec)
        .isEqualTo(
            new ExperimentSpec(
                "full-1.0_b",
                "all of it",
                -9_000_000_000L,
                "cuda:1",
                new DataSpec("mnist", Transform.STOCHASTIC_BINARIZE, 7, 100, 50),
                new ModelSpec(
                    3,
                    true,
                    new FcEncoderSpec(List.of(5, 6), Activation.TANH),
                    new FcDecoderSpec(List.of(), Activation.SOFTPLUS)),
                new LossSpec(new BernoulliLikelihood(), new Elbo(0)),
                new TrainingSpec(
                    2, 3, new AdamSpec(1e-4, 0.5, 0.9, 1e-7), new ConstantScheduleSpec()),
                new EvaluationSpec(),
                List.of(
                    new CurvesSpec(),
                    new LatentSpec(9),
                    new SamplesSpec(2, 4),
                    new ReconstructionsSpec(1))));
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  @Test
  void allProblemsAreListedAtOnceWithTheirPlaces() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    {
                      "nmae": "x",
                      "epochs": 3,
                      "seed": 1.5,
                      "device": "gpu",
                      "data": { "dataset": "minst", "transform": "binarise", "limit": 0 },
                      "model": { "latent": 0, "conditional": "yes", "encoder": { "type": "fcc" },
                                 "decoder": { "hidden": [10, "ten", 0] } },
                      "loss": { "objective": { "beta": -1 } },
                      "training": { "batchSize": 0, "epochs": 1e12, "epochs": 2,
                                    "optimizer": { "type": "adam", "learningRate": 0, "beta1": 1 } },
                      "figures": [ {}, { "type": "latent", "points": null } ]
                    }
                    """))
        .isInstanceOf(InputException.class)
        .hasMessage(
            """
            spec.json:1:1 name is required and missing
            spec.json:2:3 nmae is unknown; did you mean name?
            spec.json:3:3 epochs is unknown; did you mean training.epochs?
            spec.json:4:11 seed must be a whole number, was 1.5
            spec.json:5:13 device must be auto, cpu, cuda or cuda:N, was "gpu"
            spec.json:6:24 data.dataset must be one of digits, mnist, fashion-mnist, cifar10, was "minst"; did you mean mnist?
            spec.json:6:46 data.transform must be unit, binarize or stochastic-binarize, was "binarise"; did you mean binarize?
            spec.json:6:67 data.limit must be >= 1, was 0
            spec.json:7:24 model.latent must be >= 1, was 0
            spec.json:7:42 model.conditional must be true or false, was "yes"
            spec.json:7:70 model.encoder.type must be fc, was "fcc"; did you mean fc?
            spec.json:8:42 model.decoder.hidden[1] must be a number, was "ten"
            spec.json:9:36 loss.objective.beta must be >= 0, was -1
            spec.json:10:30 training.batchSize must be >= 1, was 0
            spec.json:10:43 training.epochs must be a whole number from -2147483648 to 2147483647, was 1e12
            spec.json:10:49 training.epochs is given twice, first at spec.json:10:33
            spec.json:11:64 training.optimizer.learningRate must be > 0, was 0
            spec.json:11:76 training.optimizer.beta1 must be >= 0 and < 1, was 1
            spec.json:12:16 figures[0].type is required: reconstructions, samples, latent or curves
            spec.json:12:50 figures[1].points must be a number, was null""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "training.epochs=5|training|epochs=5",
        "model.encoder.hidden=[7,8]|hidden=[7, 8]|",
        "data.dataset=mnist|dataset=mnist|",
        "name=\"quoted\"|name=quoted|",
        "figures.0.points=3|points=3|",
        "figures[0].points=4|points=4|",
        "loss.objective={\"type\":\"elbo\",\"beta\":2}|beta=2.0|",
      })
  void setChangesAField(String assignment, String expected) {
    String text = MINIMAL.replace("}}", "}, \"figures\": [{\"type\": \"latent\"}]}");
    assertThat(SpecFile.parse("spec.json", text, List.of(assignment)).toString())
        .contains(expected);
  }

  @Test
  void faultsInSetNameTheOption() {
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json", MINIMAL, List.of("training.epochs=0", "modle.latent=3")))
        .hasMessage(
            "--set modle.latent=3 modle is unknown; did you mean model?\n"
                + "--set training.epochs=0 training.epochs must be >= 1, was 0");
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of("training.epochs")))
        .hasMessage("--set training.epochs must be path=value, for example training.epochs=5");
    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, List.of("name.first=x")))
        .hasMessage("--set name.first=x name is \"x\" and has no first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|spec.json is empty; a spec is a JSON object.",
        "[]|spec.json:1:1 the spec must be an object, was a list",
        "{\"name\": \"x\",|spec.json:1:14 is not JSON: Unexpected end-of-input",
        "{'name': 1}|spec.json:1:2 is not JSON: Unexpected character (''' (code 39))",
        "{\"name\": NaN}|is not JSON: ",
        "{\"a\": {|spec.json:1:8 is not JSON: Unexpected end-of-input: expected close marker for Object",
        "{} {}|spec.json:1:4 something follows the end of the spec; remove it.",
        "{}|spec.json:1:1 name is required and missing",
        "{\"name\": \"a/b\", \"data\": {}, \"model\": {}}|name must be letters, digits",
        "{\"name\": null, \"data\": {}, \"model\": {}}|spec.json:1:10 name must be a string, was null",
        "{\"name\": \"x\", \"data\": {}, \"model\": 3}|spec.json:1:36 model must be an object, was 3",
      })
  void brokenTexts(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> SpecFile.read(folder.resolve("none.json"), List.of()))
        .hasMessage(folder.resolve("none.json") + " does not exist.");
    assertThatThrownBy(() -> SpecFile.read(folder, List.of()))
        .hasMessage(folder + " is a folder, not a spec.");
    Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, 0});
    assertThatThrownBy(() -> SpecFile.read(binary, List.of()))
        .hasMessage(binary + " is not a text in UTF-8.");
  }

  private static ExperimentSpec parse(String text) {
    return SpecFile.parse("spec.json", text, List.of());
  }
}
