package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.figures.CurvesSpec;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.TrainedModel;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.FittedImages;
import org.vaelab.experiments.spec.ModelWords;
import org.vaelab.experiments.spec.SpecJson;
import org.vaelab.models.Classifier;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;
import org.vaelab.models.VaeSpec;
import org.vaelab.training.AtomicFile;
import org.vaelab.training.ClassifierLearner;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Learner;
import org.vaelab.training.Measures;
import org.vaelab.training.Seeds;
import org.vaelab.training.Training;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.VaeLearner;
import org.vaelab.training.Weights;

/** One experiment, from its spec to its run folder. */
public final class ExperimentRun {
  private final ExperimentSpec spec;
  private final RunOptions options;
  private final Terminal terminal;
  private final Seeds seeds;

  /**
   * A run that has not begun.
   *
   * @param spec what to do
   * @param options where and with what
   * @param terminal told how it goes
   */
  public ExperimentRun(ExperimentSpec spec, RunOptions options, Terminal terminal) {
    this.spec = spec;
    this.options = options;
    this.terminal = terminal;
    this.seeds = new Seeds(spec.seed());
  }

  /**
   * Trains, and writes the run folder.
   *
   * @return the folder
   */
  public Path execute() {
    ComputeEngine engine = ComputeEngine.start();
    if (options.threads() != null) {
      engine.useThreads(options.threads());
    }
    Device device = engine.device(DeviceChoice.parse(spec.device()));
    try (NDManager manager = engine.newManager(device)) {
      ImageData data = spec.data().load(manager, options.sources());
      engine.seed(seeds.derive("weights"));
      Learner learner = learner(manager, data);
      RunFolder folder = RunFolder.create(options.out(), spec.name(), options.overwrite());
      terminal.log().attach(folder.file("run.log"));
      String deviceName = name(device);
      AtomicFile.write(folder.file("spec.json"), SpecJson.write(spec));
      AtomicFile.write(
          folder.file("environment.json"),
          Environment.of(engine, deviceName, data, options.command()).json());

      introduce(engine, deviceName, data, learner);
      List<EpochMetrics> history = train(engine, manager, learner, data, folder);
      Weights.save(learner.block(), folder.file("model.safetensors"));
      drawFigures(folder, pictures(engine, manager, learner, data, history));
      terminal.say("test loss " + MeasureWords.of(history.get(history.size() - 1).test()));
      terminal.say("run folder: " + folder.path());
      return folder.path();
    }
  }

  /** The network with its first weights, and what it minimises. */
  private Learner learner(NDManager manager, ImageData data) {
    int classes = data.classNames().size();
    if (spec.model() instanceof VaeSpec vae) {
      Vae block = vae.create(data.shape(), classes, spec.loss().likelihood());
      FittedImages.require(block.likelihood(), data.train().size());
      block.initialize(manager);
      return new VaeLearner(block, spec.loss().objective());
    }
    Classifier block = ((ClassifierSpec) spec.model()).create(data.shape(), classes);
    block.initialize(manager);
    return new ClassifierLearner(block);
  }

  private List<EpochMetrics> train(
      ComputeEngine engine, NDManager manager, Learner learner, ImageData data, RunFolder folder) {
    Training training =
        new Training(engine, manager, learner, spec.data().transform(), spec.training(), seeds);
    try (ProgressDisplay display = new ProgressDisplay(terminal, spec.training().epochs())) {
      return training.run(data, new Recorder(display, folder.file("metrics.csv")));
    }
  }

  /** How a figure is drawn; of a classifier there are curves alone, as the spec was checked. */
  private Function<FigureSpec, BufferedImage> pictures(
      ComputeEngine engine,
      NDManager manager,
      Learner learner,
      ImageData data,
      List<EpochMetrics> history) {
    if (learner instanceof VaeLearner vae) {
      TrainedModel trained =
          new TrainedModel(
              engine, manager, vae.block(), data, spec.data().transform(), seeds, history);
      return figure -> figure.draw(trained);
    }
    return figure -> ((CurvesSpec) figure).draw(history);
  }

  /** Writes metrics.csv after each epoch, and passes everything on to the display. */
  private static final class Recorder implements TrainingObserver {
    private final ProgressDisplay display;
    private final Path csv;
    private final List<EpochMetrics> history = new ArrayList<>();

    Recorder(ProgressDisplay display, Path csv) {
      this.display = display;
      this.csv = csv;
    }

    @Override
    public void epochStarted(int epoch, int images) {
      display.epochStarted(epoch, images);
    }

    @Override
    public void progressed(int epoch, int images, Measures means) {
      display.progressed(epoch, images, means);
    }

    @Override
    public void epochEnded(EpochMetrics metrics) {
      history.add(metrics);
      MetricsCsv.write(csv, history);
      display.epochEnded(metrics);
    }
  }

  private void drawFigures(RunFolder folder, Function<FigureSpec, BufferedImage> pictures) {
    Map<String, Integer> used = new HashMap<>();
    for (FigureSpec figure : spec.figures()) {
      int number = used.merge(figure.fileName(), 1, Integer::sum);
      String name = figure.fileName() + (number == 1 ? "" : "-" + number);
      folder.writeFigure(name, pictures.apply(figure));
    }
  }

  private void introduce(ComputeEngine engine, String device, ImageData data, Learner learner) {
    String held =
        data.validation() == null
            ? ""
            : String.format(Locale.ROOT, ", %,d held out", data.validation().size());
    terminal.say(
        String.format(
            Locale.ROOT,
            "%s: %s on %s (%s), %,d train%s, %,d test images of %s",
            spec.name(),
            ModelWords.kind(spec.model()),
            spec.data().dataset(),
            data.origin(),
            data.train().size(),
            held,
            data.test().size(),
            data.shape()));
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d parameters, PyTorch %s on %s, %d thread%s, seed %d; losses in nats per image",
            NamedParameters.count(learner.block()),
            engine.version(),
            device,
            engine.threads(),
            engine.threads() == 1 ? "" : "s",
            spec.seed()));
  }

  private static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
