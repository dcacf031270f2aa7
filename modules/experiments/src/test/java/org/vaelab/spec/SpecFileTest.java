package org.vaelab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.data.DataSpec;
import org.vaelab.data.Transform;
import org.vaelab.data.file.FashionMnist;
import org.vaelab.data.file.Mnist;
import org.vaelab.experiments.drawing.ColourMap;
import org.vaelab.experiments.drawing.Palette;
import org.vaelab.experiments.embedding.Projection;
import org.vaelab.experiments.figures.ClassSheetSpec;
import org.vaelab.experiments.figures.CovarianceSpec;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.ImagePart;
import org.vaelab.experiments.figures.KlDimensionsSpec;
import org.vaelab.experiments.figures.LatentSpec;
import org.vaelab.experiments.figures.LinearRange;
import org.vaelab.experiments.figures.ManifoldSpec;
import org.vaelab.experiments.figures.MeanCodesSpec;
import org.vaelab.experiments.figures.ReconstructionLayout;
import org.vaelab.experiments.figures.ReconstructionsSpec;
import org.vaelab.experiments.figures.SampleArrangement;
import org.vaelab.experiments.figures.SamplesSpec;
import org.vaelab.experiments.figures.TopRow;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.OutputConvolutionSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.PoolSpec;
import org.vaelab.models.layer.ResidualSpec;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.network.LabelEntry;
import org.vaelab.models.network.StartSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.VaeSpec;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.checkpoint.CheckpointSpec;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.schedule.CosineScheduleSpec;
import org.vaelab.training.schedule.StepScheduleSpec;

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
                "type" : "vae",
                "latent" : 2,
                "conditional" : false,
                "encoder" : {
                  "type" : "fc",
                  "hidden" : [ {
                    "width" : 256,
                    "batchNorm" : false,
                    "activation" : null
                  } ],
                  "layers" : null,
                  "activation" : {
                    "type" : "relu"
                  },
                  "initializer" : "pytorch",
                  "labels" : "pixels"
                },
                "decoder" : {
                  "type" : "fc",
                  "hidden" : [ {
                    "width" : 256,
                    "batchNorm" : false,
                    "activation" : null
                  } ],
                  "layers" : null,
                  "activation" : {
                    "type" : "relu"
                  },
                  "initializer" : "pytorch"
                },
                "scale" : {
                  "type" : "exp",
                  "floor" : 0.0
                },
                "prior" : {
                  "type" : "standard-normal"
                },
                "detachEncoder" : false
              },
              "loss" : {
                "likelihood" : {
                  "type" : "bernoulli"
                },
                "objective" : {
                  "type" : "elbo",
                  "beta" : 1.0,
                  "warmUp" : {
                    "type" : "none"
                  },
                  "freeBits" : 0.0,
                  "samples" : 1,
                  "kl" : "exact",
                  "reconstructionWeight" : 1.0
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
                  "epsilon" : 1.0E-8,
                  "weightDecay" : 0.0,
                  "clipNorm" : null
                },
                "schedule" : {
                  "type" : "constant"
                },
                "checkpoint" : {
                  "every" : 1,
                  "keep" : 2
                },
                "earlyStopping" : null
              },
              "evaluation" : {
                "metrics" : [ ],
                "importanceSamples" : 1000,
                "split" : "test",
                "limit" : null,
                "classifier" : null
              },
              "figures" : [ {
                "type" : "reconstructions",
                "count" : 12,
                "layout" : "rows",
                "z" : "mean",
                "pixels" : "mean",
                "autoscale" : false,
                "epochs" : [ ]
              }, {
                "type" : "samples",
                "rows" : 10,
                "columns" : 10,
                "labels" : false,
                "arrangement" : "class-rows",
                "palette" : "grey",
                "autoscale" : false,
                "sharedCodes" : false,
                "epochs" : [ ]
              }, {
                "type" : "latent",
                "points" : 5000,
                "perClass" : null,
                "set" : "test",
                "from" : "mean",
                "projection" : "auto",
                "perplexity" : 30.0,
                "limit" : null,
                "palette" : "distinct",
                "epochs" : [ ],
                "animated" : false,
                "frameMilliseconds" : 200
              }, {
                "type" : "curves",
                "combined" : false
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
              "model": { "type": "vae", "latent": 3, "conditional": true,
                         "encoder": { "type": "fc", "hidden": [5, { "width": 6, "batchNorm": true,
                                      "activation": "silu" }], "activation": "tanh",
                                      "initializer": "glorot-uniform", "labels": "pixels" },
                         "decoder": { "type": "fc", "hidden": [], "activation": "softplus",
                                      "initializer": "kaiming-normal" },
                         "scale": { "type": "softplus", "floor": 1e-4 }, "prior": "label",
                         "detachEncoder": true },
              "loss": { "likelihood": { "type": "gaussian", "mean": "identity",
                                        "sigma": { "type": "pixel", "scale": { "floor": 0.5 } } },
                        "objective": { "type": "elbo", "beta": 0, "freeBits": 0.25, "samples": 2,
                                       "warmUp": { "type": "linear", "length": 4,
                                                   "unit": "iteration" },
                                       "kl": "exact", "reconstructionWeight": 0.5 } },
              "training": { "epochs": 2, "batchSize": 3,
                            "optimizer": { "type": "adam", "learningRate": 1e-4, "beta1": 0.5,
                                           "beta2": 0.9, "epsilon": 1e-7, "weightDecay": 0.01,
                                           "clipNorm": 2 },
                            "schedule": { "type": "step", "every": 5, "factor": 0.1,
                                          "unit": "iteration" },
                            "checkpoint": { "every": 3, "keep": 4 },
                            "earlyStopping": { "metric": "train_kl", "patience": 2,
                                               "minDelta": 0.5 } },
              "evaluation": { "metrics": ["elbo", "classifier-features"], "importanceSamples": 7,
                              "split": "train", "limit": 9, "classifier": "/judge" },
              "figures": [ { "type": "curves", "combined": true },
                           { "type": "latent", "points": 9, "perClass": 8,
                             "set": "train", "from": "sample", "projection": "tsne",
                             "perplexity": 7.5, "limit": 90, "palette": "viridis",
                             "epochs": [0, 2], "animated": true, "frameMilliseconds": 50 },
                           { "type": "samples", "rows": 2, "columns": 4, "labels": true,
                             "arrangement": "classes-in-order", "palette": "viridis",
                             "autoscale": true, "sharedCodes": true, "epochs": [1, 2] },
                           { "type": "reconstructions", "count": 1, "layout": "pairs",
                             "z": "sample", "pixels": "sample", "autoscale": true,
                             "epochs": [2] },
                           { "type": "class-sheet", "size": 3, "label": 9 },
                           { "type": "mean-codes", "images": 50, "noise": 0.1, "label": 5,
                             "count": 4 },
                           "kl-dimensions" ]
            }
            """);

    assertThat(spec)
        .isEqualTo(
            new ExperimentSpec(
                "full-1.0_b",
                "all of it",
                -9_000_000_000L,
                "cuda:1",
                new DataSpec(new Mnist(), Transform.STOCHASTIC_BINARIZE, 7, 100, 50),
                new VaeSpec(
                    3,
                    true,
                    new FcEncoderSpec(
                        List.of(new DenseSpec(5), new DenseSpec(6, true, new Activation.Silu())),
                        new Activation.Tanh(),
                        Initialization.GLOROT_UNIFORM,
                        LabelEntry.PIXELS),
                    new FcDecoderSpec(
                        List.of(), new Activation.Softplus(), Initialization.KAIMING_NORMAL),
                    new SoftplusScale(1e-4),
                    new PriorSpec.Label(),
                    true),
                new LossSpec(
                    new GaussianLikelihoodSpec(
                        new PixelSigma(new ExpScale(0.5)), MeanActivation.IDENTITY),
                    new Elbo(
                        0,
                        new LinearWarmUp(4, ScheduleUnit.ITERATION),
                        0.25,
                        2,
                        KlForm.EXACT,
                        0.5)),
                new TrainingSpec(
                    2,
                    3,
                    new AdamSpec(1e-4, 0.5, 0.9, 1e-7, 0.01, 2.0),
                    new StepScheduleSpec(5, 0.1, ScheduleUnit.ITERATION),
                    new CheckpointSpec(3, 4),
                    new EarlyStoppingSpec("train_kl", 2, 0.5)),
                new EvaluationSpec(
                    List.of(Metric.ELBO, Metric.CLASSIFIER_FEATURES),
                    7,
                    EvaluationSplit.TRAIN,
                    9,
                    Path.of("/judge")),
                List.of(
                    new CurvesSpec(true),
                    new LatentSpec(
                        9,
                        8,
                        ImagePart.TRAIN,
                        Representative.SAMPLE,
                        Projection.TSNE,
                        7.5,
                        90.0,
                        Palette.VIRIDIS,
                        List.of(0, 2),
                        true,
                        50),
                    new SamplesSpec(
                        2,
                        4,
                        true,
                        SampleArrangement.CLASSES_IN_ORDER,
                        ColourMap.VIRIDIS,
                        true,
                        true,
                        List.of(1, 2)),
                    new ReconstructionsSpec(
                        1,
                        ReconstructionLayout.PAIRS,
                        Representative.SAMPLE,
                        Representative.SAMPLE,
                        true,
                        List.of(2)),
                    new ClassSheetSpec(3, 9),
                    new MeanCodesSpec(50, 0.1, 5, 4),
                    new KlDimensionsSpec())));
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  /** A word for a type with its defaults, a number for what needs no more, a preset changed. */
  @Test
  void shortForms() {
    ExperimentSpec spec =
        parse(
            """
            { "name": "x", "data": { "dataset": "mnist" },
              "model": { "conditional": true,
                "encoder": { "type": "cnn3", "activation": { "type": "leakyRelu", "slope": 0.3 } },
                "decoder": { "type": "cnn", "hidden": [9], "start": 4,
                  "transposedConvolutions": [ { "channels": 3, "kernel": 4, "stride": 2, "padding": 1 } ],
                  "output": { "kernel": 5, "stride": 2, "padding": "same" } },
                "scale": "softplus" },
              "loss": { "likelihood": { "type": "gaussian", "sigma": "optimal" } },
              "training": { "schedule": "cosine" } }
            """);
    CnnEncoderSpec preset = CnnEncoderSpec.cnn3();
    CnnDecoderSpec plain = new CnnDecoderSpec();

    assertThat(spec.model())
        .isEqualTo(
            new VaeSpec(
                2,
                true,
                new CnnEncoderSpec(
                    preset.convolutions(),
                    preset.hidden(),
                    new Activation.LeakyRelu(0.3),
                    preset.initializer(),
                    preset.labels()),
                new CnnDecoderSpec(
                    DenseSpec.layers(9),
                    new StartSpec(4),
                    List.of(new TransposedConvolutionSpec(3, 4, 2, new Padding.Symmetric(1))),
                    new OutputConvolutionSpec(5, 2, new Padding.Same()),
                    plain.activation(),
                    plain.initializer()),
                new SoftplusScale(),
                new PriorSpec.StandardNormal(),
                false));
    assertThat(spec.loss().likelihood())
        .isEqualTo(new GaussianLikelihoodSpec(new OptimalSigma(), MeanActivation.SIGMOID));
    assertThat(spec.training().schedule()).isEqualTo(new CosineScheduleSpec());
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  /** A list of layers of any kind, in every network; a number is a dense layer. */
  @Test
  void layers() {
    ExperimentSpec spec =
        parse(
            """
            { "name": "x", "data": {},
              "model": {
                "encoder": { "type": "cnn", "layers": [
                  { "type": "convolution", "channels": 4, "kernel": 3, "padding": "same",
                    "activation": "tanh" },
                  { "type": "residual", "channels": 5, "kernel": 5, "stride": 2, "batchNorm": true,
                    "activation": "elu" },
                  "pool", { "type": "pool", "size": 3 }, { "type": "dense", "width": 9 }, 8 ] },
                "decoder": { "type": "cnn", "start": 4, "layers": [ 7,
                  { "type": "residual", "channels": 6 },
                  { "type": "transposed-convolution", "channels": 3, "kernel": 4, "stride": 2,
                    "padding": 1 } ] } } }
            """);
    CnnDecoderSpec decoder = new CnnDecoderSpec(List.of());

    assertThat(spec.model())
        .isEqualTo(
            new VaeSpec(
                2,
                false,
                new CnnEncoderSpec(
                    List.of(
                        new ConvolutionSpec(
                            4, 3, 1, new Padding.Same(), 1, false, new Activation.Tanh()),
                        new ResidualSpec(5, 5, 2, true, new Activation.Elu()),
                        new PoolSpec(),
                        new PoolSpec(3),
                        new DenseSpec(9),
                        new DenseSpec(8))),
                new CnnDecoderSpec(
                    List.of(),
                    new StartSpec(4),
                    List.of(),
                    List.of(
                        new DenseSpec(7),
                        new ResidualSpec(6),
                        new TransposedConvolutionSpec(3, 4, 2, new Padding.Symmetric(1))),
                    decoder.output(),
                    decoder.activation(),
                    decoder.initializer())));
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  @Test
  void layersOfFullyConnectedNetworksAndClassifiers() {
    ExperimentSpec spec =
        parse(
            """
            { "name": "x", "data": {},
              "model": { "encoder": { "layers": [9] }, "decoder": { "layers": [] } } }
            """);
    ExperimentSpec classifier =
        parse(
            """
            { "name": "x", "data": {}, "model": { "type": "classifier", "layers": ["pool", 9] } }
            """);

    assertThat(spec.model())
        .isEqualTo(
            new VaeSpec(
                2,
                false,
                new FcEncoderSpec(List.of(new DenseSpec(9))),
                new FcDecoderSpec(List.of())));
    assertThat(classifier.model())
        .isEqualTo(new ClassifierSpec(List.of(new PoolSpec(), new DenseSpec(9))));
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
    assertThat(parse(SpecJson.write(classifier))).isEqualTo(classifier);
  }

  @Test
  void aManifoldAndACovariance() {
    ExperimentSpec spec =
        parse(
            """
            { "name": "x", "data": {}, "model": { "conditional": true },
              "loss": { "likelihood": { "type": "gaussian", "sigma": "full-covariance" } },
              "figures": [ { "type": "manifold", "size": 4, "topRow": "highest", "label": 2,
                             "range": { "type": "linear", "from": -0.5, "to": 0.45 } },
                           "manifold", "covariance" ] }
            """);

    assertThat(spec.figures())
        .containsExactly(
            new ManifoldSpec(4, new LinearRange(-0.5, 0.45), TopRow.HIGHEST, 2),
            new ManifoldSpec(),
            new CovarianceSpec());
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  @Test
  void aClassifier() {
    ExperimentSpec spec =
        parse(MINIMAL.replace("\"model\": {}", "\"model\": { \"type\": \"classifier\" }"));

    assertThat(spec.model()).isEqualTo(new ClassifierSpec());
    assertThat(spec.figures()).containsExactly(new CurvesSpec());
    assertThat(parse(SpecJson.write(spec))).isEqualTo(spec);
  }

  /** Each is right alone; together they cannot be. The message says what to do instead. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`'data.transform=standardize'`|`loss.likelihood needs pixels in [0, 1], but data.transform"
            + " \"standardize\" gives others`",
        "`'data.transform=standardize' 'loss.likelihood=gaussian'`|`loss.likelihood needs pixels in"
            + " [0, 1]`",
        "`'model.encoder.labels=columns'`|`model.encoder.labels must be \"pixels\" in a fully"
            + " connected encoder, was \"columns\"`",
        "`'model.encoder={\"type\":\"cnn\",\"labels\":\"pixels\"}'`|`model.encoder.labels must be"
            + " \"channels\", \"columns\" or \"features\"`",
        "`'data.dataset=cifar10' 'data.limit=3000'"
            + " 'loss.likelihood={\"type\":\"gaussian\",\"sigma\":\"full-covariance\"}'`|`loss.likelihood"
            + " is fitted to residuals and needs at least 3,072 training images, one per dimension,"
            + " but there are 3,000`",
        "`'model.encoder={\"type\":\"cnn\",\"convolutions\":[{\"channels\":2,\"kernel\":5,\"stride\":5},{\"channels\":2,\"kernel\":7}]}'`|`model.encoder.convolutions[1].kernel"
            + " is 7, larger than its padded input: 1x28x28 -> 2x5x5 -> ?`",
        "`'model.decoder={\"type\":\"cnn\",\"output\":{\"kernel\":3,\"stride\":2}}'`|`model.decoder.output"
            + " cannot give an image 28 pixels high: ? -> 1x28x28; kernel 3 with stride 2 gives 27"
            + " or 29`",
        "`'model.decoder={\"type\":\"cnn\",\"start\":{\"channels\":8,\"height\":6}}'`|`model.decoder.start.height"
            + " must be 7 to reach the image (8x7x7 -> 32x14x14 -> 1x28x28), was 6`",
        "`'model.decoder={\"type\":\"cnn\",\"output\":{\"kernel\":3,\"stride\":2,\"padding\":\"same\",\"outputPadding\":1}}'`|`model.decoder.output.outputPadding"
            + " must be 0 with padding \"same\"`",
        "`'model.encoder={\"layers\":[9],\"hidden\":[9]}'`|`model.encoder.layers cannot stand"
            + " beside hidden, whose place it takes; give only one of them (a preset brings its"
            + " own)`",
        "`'model.encoder={\"type\":\"cnn\",\"layers\":[9],\"hidden\":[9]}'`|`model.encoder.layers"
            + " cannot stand beside convolutions and hidden, whose place it takes`",
        "`'model.encoder={\"type\":\"cnn3\",\"layers\":[9]}'`|`model.encoder.layers cannot stand"
            + " beside convolutions and hidden, whose place it takes; give only one of them (a"
            + " preset brings its own)`",
        "`'model.decoder={\"type\":\"cnn\",\"layers\":[9],\"hidden\":[256]}'`|`model.decoder.layers"
            + " cannot stand beside hidden and transposedConvolutions, whose place it takes`",
        "`'model={\"type\":\"classifier\",\"layers\":[9],\"hidden\":[9]}'`|`model.layers cannot"
            + " stand beside convolutions and hidden, whose place it takes`",
        "`'model.encoder={\"layers\":[{\"type\":\"convolution\",\"channels\":2,\"kernel\":3}]}'`|`model.encoder.layers[0]"
            + " reads an image, but 784 features come in: 784 -> ?; in an encoder of type \"cnn\""
            + " it stands before the dense layers`",
        "`'model.encoder={\"type\":\"cnn\",\"layers\":[{\"type\":\"pool\",\"size\":9},{\"type\":\"convolution\",\"channels\":2,\"kernel\":7}]}'`|`model.encoder.layers[1].kernel"
            + " is 7, larger than its padded input: 1x28x28 -> 1x4x4 -> ?`",
        "`'model.decoder={\"type\":\"cnn\",\"layers\":[\"pool\"]}'`|`model.decoder.layers[0] does"
            + " not say what image becomes one of 14x14 pixels, as a decoder must know: ? -> 14x14"
            + " -> 1x28x28`",
        "`'model.decoder={\"type\":\"cnn\",\"layers\":[{\"type\":\"residual\",\"channels\":4,\"stride\":2}]}'`|`model.decoder.layers[0].stride"
            + " is 2, but a decoder's convolutions must keep the image's size`",
        "`'model.encoder={\"type\":\"cnn\",\"layers\":[{\"type\":\"residual\",\"channels\":0}]}'`|`model.encoder.layers[0].channels"
            + " must be >= 1, was 0`",
        "`'model.encoder={\"layers\":[\"dens\"]}'`|`model.encoder.layers[0] must be `",
        "`'model.encoder={\"type\":\"cnn\",\"convolutions\":[]}'`|`model.encoder.convolutions must"
            + " have at least one`",
        "`'model.prior=label'`|`model.prior has a distribution for each label, which needs"
            + " conditional true`",
        "`'model.prior=learned'"
            + " 'loss.objective={\"kl\":\"clipped-log-variance\"}'`|`loss.objective.kl"
            + " \"clipped-log-variance\" needs the prior \"standard-normal\"`",
        "`'loss.objective={\"kl\":\"clipped-log-variance\",\"freeBits\":1}'`|`loss.objective.freeBits"
            + " must be 0`",
        "`'training.schedule={\"type\":\"plateau\",\"metric\":\"validation_loss\"}'`|`training.schedule.metric"
            + " \"validation_loss\" needs images held out: set data.validation`",
        "`'model={\"type\":\"classifier\"}' 'loss.objective.beta=2'`|`loss is for a vae; a"
            + " classifier minimises its cross-entropy`",
        "`'model={\"type\":\"classifier\"}' 'figures=[\"samples\"]'`|`figures[0].type must be"
            + " curves where the model is a classifier`",
        "`'figures=[{\"type\":\"latent\",\"epochs\":[0,10,11]}]'`|`figures[0].epochs[2] must be"
            + " from 0 (before the training) to training.epochs, 10, was 11`",
        "`'figures=[\"curves\",{\"type\":\"latent\",\"epochs\":[-1]}]'`|`figures[1].epochs[0] must"
            + " be from 0`",
        "`'figures=[{\"type\":\"latent\",\"points\":10001,\"projection\":\"tsne\"}]'`|`figures[0].points"
            + " must be <= 10000, was 10001`",
        "`'figures=[{\"type\":\"latent\",\"perClass\":1001,\"projection\":\"tsne\"}]'`|`figures[0].perClass"
            + " must be <= 1000 for t-SNE of 10 classes, was 1001`",
        "`'model.latent=1'"
            + " 'figures=[{\"type\":\"latent\",\"projection\":\"pca\"}]'`|`figures[0].projection"
            + " \"pca\" needs at least 2 dimensions; model.latent is 1`",
        "`'model.latent=1001'"
            + " 'figures=[{\"type\":\"latent\",\"projection\":\"pca\"}]'`|`figures[0].projection"
            + " \"pca\" takes at most 1000 dimensions; model.latent is 1001`",
        "`'model.latent=1001'"
            + " 'figures=[{\"type\":\"latent\",\"projection\":\"tsne\"}]'`|`figures[0].projection"
            + " \"tsne\" takes at most 1000 dimensions; model.latent is 1001`",
        "`'figures=[{\"type\":\"latent\",\"projection\":\"tsne\",\"animated\":true}]'`|`figures[0].limit"
            + " must be given for an animation of t-SNE`",
        "`'figures=[{\"type\":\"latent\",\"frameMilliseconds\":55}]'`|`figures[0].frameMilliseconds"
            + " must be a multiple of 10, as GIF counts, was 55`",
        "`'figures=[{\"type\":\"latent\",\"perplexity\":1}]'`|`figures[0].perplexity must be >= 2,"
            + " was 1`",
        "`'figures=[{\"type\":\"latent\",\"limit\":0}]'`|`figures[0].limit must be > 0, was 0`",
        "`'figures=[{\"type\":\"latent\",\"projection\":\"tnse\"}]'`|`figures[0].projection must be"
            + " auto, none, pca or tsne, was \"tnse\"; did you mean tsne?`",
        "`'model.encoder={\"type\":\"cnn\",\"convolutions\":[{\"channels\":0,\"kernel\":3}]}'`|`model.encoder.convolutions[0].channels"
            + " must be >= 1, was 0`",
        "`'model.scale={\"type\":\"softplus\",\"floor\":0}'`|`model.scale.floor must be > 0, was"
            + " 0`",
        "`'model.encoder.activation=rleu'`|`model.encoder.activation must be relu, leakyRelu, elu,"
            + " gelu, silu, tanh, sigmoid, softplus or identity, was \"rleu\"; did you mean relu?`",
        "`'model.encoder={\"type\":\"cnn\",\"labels\":\"columns\"}'`|`model.encoder.labels"
            + " \"columns\" needs labels: set model.conditional to true`",
        "`'model.decoder={\"type\":\"cnn\",\"output\":{\"kernel\":3,\"stride\":2,\"padding\":30}}'`|`kernel"
            + " 3 with stride 2 gives 27 or 29; change them`",
        "`'model.decoder={\"type\":\"cnn\",\"output\":{\"kernel\":2,\"stride\":4,\"padding\":\"same\"}}'`|`padding"
            + " \"same\" leaves pixels out; use a kernel as large as the stride`",
        "`'model.encoder.hidden=[2000000000]'`|`model.encoder.hidden[0].width must be <= 1000000,"
            + " was 2000000000`",
        "`'model.decoder={\"type\":\"cnn\",\"start\":100000000}'`|`model.decoder.start.channels"
            + " must be <= 10000, was 100000000`",
        "`'model.encoder={\"type\":\"cnn\",\"convolutions\":[{\"channels\":2,\"kernel\":3,\"pool\":2147483647}]}'`|`convolutions[0].pool"
            + " must be <= 10000`",
        "`'model.encoder.hidden=[{\"width\":5,\"batchNorm\":true}]'"
            + " 'training.batchSize=1'`|`training.batchSize leaves batches of one image, which have"
            + " no variance for batchNorm`",
        "`'loss.likelihood={\"type\":\"gaussian\",\"sigma\":{\"value\":1e-20}}'`|`loss.likelihood.sigma.value"
            + " must be >= 1.0E-6, was 1.0E-20`",
        "`'loss.objective.beta=1e60'`|`loss.objective.beta must be between 1.17549435E-38 and"
            + " 3.4028235E38, was 1.0E60`",
        "`'training.schedule={\"type\":\"step\",\"every\":3,\"factor\":2}'`|`training.schedule.factor"
            + " must be <= 1, was 2.0`",
        "`'training.schedule={\"type\":\"cosine\",\"minimum\":0.1}'`|`training.schedule.minimum"
            + " must be <= the learning rate, 0.001, was 0.1`",
        "`'training.schedule={\"type\":\"cosine\",\"warmUp\":10}'`|`training.schedule.warmUp must"
            + " be < training.epochs, 10, was 10`",
        "`'training.earlyStopping={}'`|`training.earlyStopping.metric \"validation_loss\" needs"
            + " images held out: set data.validation`",
        "`'training.earlyStopping={\"metric\":\"test_accuracy\"}'`|`training.earlyStopping.metric"
            + " \"test_accuracy\" is not measured for a vae`",
        "`'training.earlyStopping={\"metric\":\"test_los\"}'`|`was \"test_los\"; did you mean"
            + " test_loss?`",
        "`'training.schedule=plateau'"
            + " 'loss.objective={\"type\":\"elbo\",\"freeBits\":0.1,\"warmUp\":{\"type\":\"linear\",\"length\":5}}'`|`training.schedule.metric"
            + " \"train_loss\" grows with the beta of the warm-up, and what it is at full beta does"
            + " not follow from the exact KL where the loss has free bits or another kl; watch"
            + " \"test_loss\", or \"validation_loss\" of images held out`",
        "`'training.earlyStopping={\"metric\":\"train_loss\"}'"
            + " 'loss.objective={\"type\":\"elbo\",\"kl\":\"clipped-log-variance\",\"warmUp\":{\"type\":\"linear\",\"length\":5}}'`|`training.earlyStopping.metric"
            + " \"train_loss\" grows with the beta of the warm-up`",
        "`'training.schedule=step'`|`training.schedule.every is required and missing`",
        "`'figures=[{\"type\":\"samples\",\"labels\":true}]'`|`figures[0].labels needs a model that"
            + " is given labels: set model.conditional to true`",
        "`'figures=[{\"type\":\"samples\",\"arrangement\":\"classes-in-order\"}]'`|`figures[0].arrangement"
            + " needs a model that is given labels`",
        "`'figures=[{\"type\":\"samples\",\"sharedCodes\":true}]'`|`figures[0].sharedCodes needs a"
            + " model that is given labels`",
        "`'data.dataset=cifar10'"
            + " 'figures=[\"curves\",{\"type\":\"samples\",\"palette\":\"viridis\"}]'`|`figures[1].palette"
            + " must be \"grey\" for images that have colours of their own`",
        "`'model.latent=3' 'figures=[\"manifold\"]'`|`figures[0].type manifold needs two latent"
            + " dimensions, but model.latent is 3`",
        "`'figures=[{\"type\":\"manifold\",\"label\":1}]'`|`figures[0].label needs a model that is"
            + " given labels`",
        "`'model.conditional=true'"
            + " 'figures=[{\"type\":\"class-sheet\",\"label\":10}]'`|`figures[0].label must be <"
            + " 10, the number of classes of digits, was 10`",
        "`'figures=[{\"type\":\"mean-codes\",\"label\":10,\"noise\":1}]'`|`figures[0].label must be"
            + " < 10`",
        "`'figures=[{\"type\":\"mean-codes\",\"count\":3}]'`|`figures[0].count is for one class;"
            + " set label`",
        "`'figures=[{\"type\":\"mean-codes\",\"label\":3}]'`|`figures[0].noise must be > 0 with a"
            + " label: without it all 10 images are the same`",
        "`'figures=[{\"type\":\"mean-codes\",\"images\":0}]'`|`figures[0].images must be >= 1, was"
            + " 0`",
        "`'figures=[{\"type\":\"manifold\",\"size\":1}]'`|`figures[0].size must be >= 2, was 1`",
        "`'figures=[{\"type\":\"class-sheet\",\"size\":101}]'`|`figures[0].size must be <= 100, was"
            + " 101`",
        "`'figures=[{\"type\":\"manifold\",\"label\":-1}]'`|`figures[0].label must be >= 0, was"
            + " -1`",
        "`'figures=[{\"type\":\"manifold\",\"range\":{\"type\":\"linear\",\"from\":3}}]'`|`figures[0].range.from"
            + " must be < to, 3.0, was 3.0`",
        "`'figures=[{\"type\":\"manifold\",\"range\":{\"to\":1}}]'`|`figures[0].range.to must be <"
            + " 1, was 1.0`",
        "`'figures=[{\"type\":\"manifold\",\"range\":{\"from\":0}}]'`|`figures[0].range.from must"
            + " be > 0, was 0.0`",
        "`'figures=[\"covariance\"]'`|`figures[0].type covariance needs loss.likelihood"
            + " \"gaussian\" with sigma \"full-covariance\"`",
        "`'figures=[{\"type\":\"reconstructions\",\"layout\":\"pair\"}]'`|`figures[0].layout must"
            + " be rows, pairs, grid or inputs, was \"pair\"; did you mean pairs?`",
      })
  void conflicts(String assignments, String message) {
    List<String> overrides =
        Pattern.compile("'([^']*)'").matcher(assignments).results().map(m -> m.group(1)).toList();

    assertThatThrownBy(() -> SpecFile.parse("spec.json", MINIMAL, overrides))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void encoderAndDecoderAreBothChecked() {
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json",
                    MINIMAL,
                    List.of(
                        "model.encoder={\"type\":\"cnn\",\"convolutions\":[{\"channels\":2,\"kernel\":40}]}",
                        "model.decoder={\"type\":\"cnn\",\"output\":{\"kernel\":3,\"stride\":2}}")))
        .hasMessageContaining("model.encoder.convolutions[0].kernel is 40")
        .hasMessageContaining("model.decoder.output cannot give an image 28 pixels high");
  }

  /** A default stands in for what is wrong; conflicts with it would be no news. */
  @Test
  void noConflictIsFoundWithWhatTheSpecDoesNotSay() {
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json",
                    MINIMAL,
                    List.of(
                        "data.transform=standardize",
                        "loss.likelihood={\"type\":\"gaussian\",\"mean\":\"identity\",\"sigma\":\"fixd\"}")))
        .message()
        .contains("loss.likelihood.sigma must be fixed")
        .doesNotContain("\n");
  }

  @Test
  void aConflictSaysWhereItStands() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    { "name": "x", "data": {}, "model": {
                      "encoder": { "type": "cnn", "convolutions": [
                        { "channels": 2, "kernel": 40 } ] } } }
                    """))
        .hasMessageStartingWith(
            "spec.json:3:32 model.encoder.convolutions[0].kernel is 40, larger than its padded"
                + " input: 1x28x28 -> ?");
  }

  @Test
  void anEpochThatNeverComesIsShownWhereItStands() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    { "name": "x", "data": {}, "model": {}, "training": { "epochs": 5 },
                      "figures": [ { "type": "latent", "epochs": [5, 6] } ] }
                    """))
        .hasMessageStartingWith("spec.json:2:50 figures[0].epochs[1] must be from 0");
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
            spec.json:6:24 data.dataset must be digits, mnist, fashion-mnist, cifar10, idx, images, npz, csv or imported, was "minst"; did you mean mnist?
            spec.json:6:46 data.transform must be unit, binarize, stochastic-binarize or standardize, was "binarise"; did you mean binarize?
            spec.json:6:67 data.limit must be >= 1, was 0
            spec.json:7:24 model.latent must be >= 1, was 0
            spec.json:7:42 model.conditional must be true or false, was "yes"
            spec.json:7:70 model.encoder.type must be fc, cnn, fc3, cnn2 or cnn3, was "fcc"; did you mean fc?
            spec.json:8:42 model.decoder.hidden[1] must be an object or a number, its width, was "ten"
            spec.json:8:49 model.decoder.hidden[2].width must be >= 1, was 0
            spec.json:9:36 loss.objective.beta must be >= 0, was -1
            spec.json:10:30 training.batchSize must be >= 1, was 0
            spec.json:10:43 training.epochs must be a whole number from -2147483648 to 2147483647, was 1e12
            spec.json:10:49 training.epochs is given twice, first at spec.json:10:33
            spec.json:11:64 training.optimizer.learningRate must be > 0, was 0
            spec.json:11:76 training.optimizer.beta1 must be >= 0 and < 1, was 1
            spec.json:12:16 figures[0].type is required: reconstructions, samples, latent, curves, manifold, class-sheet, mean-codes, covariance or kl-dimensions
            spec.json:12:50 figures[1].points must be a number, was null\
            """);
  }

  @Test
  void aDataSetWithoutFieldsIsItsWord() {
    ExperimentSpec spec =
        SpecFile.parse("spec.json", MINIMAL, List.of("data.dataset={\"type\":\"fashion-mnist\"}"));

    assertThat(spec.data().dataset()).isEqualTo(new FashionMnist());
    assertThat(SpecJson.write(spec)).contains("\"dataset\" : \"fashion-mnist\"");
    assertThatThrownBy(
            () ->
                SpecFile.parse(
                    "spec.json", MINIMAL, List.of("data.dataset={\"type\":\"mnist\",\"size\":3}")))
        .hasMessageEndingWith(" data.dataset.size is unknown; data.dataset has no fields");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "training.epochs=5|training|epochs=5",
        "model.encoder.hidden=[7,8]|hidden=[DenseSpec[width=7,|",
        "data.dataset=mnist|dataset=Mnist[]|",
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
  void severalDevicesAreRefusedWithWhatToDoInstead() {
    assertThatThrownBy(
            () -> SpecFile.parse("spec.json", MINIMAL, List.of("devices=[\"cuda:0\",\"cuda:1\"]")))
        .hasMessageEndingWith(
            " devices is unknown; one training uses one device: give device, and start a run for"
                + " each of them");
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
        "{\"name\": \"x\",|spec.json:1:14 is not JSON: the object that begins at 1:1 is not closed",
        "{'name': 1}|spec.json:1:2 is not JSON: a name in double quotes is expected, was '''",
        "{\"name\": NaN}|is not JSON: ",
        "{\"a\": {|spec.json:1:8 is not JSON: the object that begins at 1:7 is not closed",
        "{} {}|spec.json:1:4 something follows the end of the spec; remove it.",
        "{}|spec.json:1:1 name is required and missing",
        "{\"name\": \"a/b\", \"data\": {}, \"model\": {}}|name must be letters, digits",
        "{\"name\": null, \"data\": {}, \"model\": {}}|spec.json:1:10 name must be a string, was"
            + " null",
        "{\"name\": \"x\", \"data\": {}, \"model\": 3}|spec.json:1:36 model must be vae or"
            + " classifier, or an object with such a \"type\", was 3",
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
        .hasMessage(binary + " is UTF-16; save it as UTF-8.");
  }

  private static ExperimentSpec parse(String text) {
    return SpecFile.parse("spec.json", text, List.of());
  }
}
