package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.figures.FigureSpec;
import org.vaelab.experiments.figures.TrainedModel;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.SpecJson;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;
import org.vaelab.training.AtomicFile;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Losses;
import org.vaelab.training.Seeds;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.VaeTraining;
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
      RunFolder folder = RunFolder.create(options.out(), spec.name(), options.overwrite());
      terminal.log().attach(folder.file("run.log"));
      String deviceName = name(device);
      AtomicFile.write(folder.file("spec.json"), SpecJson.write(spec));
      AtomicFile.write(
          folder.file("environment.json"),
          Environment.of(engine, deviceName, data, options.command()).json());

      engine.seed(seeds.derive("weights"));
      Vae model =
          spec.model().create(data.shape(), data.classNames().size(), spec.loss().likelihood());
      model.initialize(manager);
      introduce(engine, deviceName, data, model);
      List<EpochMetrics> history = train(engine, manager, model, data, folder);
      Weights.save(model, folder.file("model.safetensors"));
      drawFigures(
          folder,
          new TrainedModel(engine, manager, model, data, spec.data().transform(), seeds, history));
      sayResult(history.get(history.size() - 1).test(), folder);
      return folder.path();
    }
  }

  private List<EpochMetrics> train(
      ComputeEngine engine, NDManager manager, Vae model, ImageData data, RunFolder folder) {
    VaeTraining training =
        new VaeTraining(
            engine,
            manager,
            model,
            spec.loss().objective(),
            spec.data().transform(),
            spec.training(),
            seeds);
    try (ProgressDisplay display = new ProgressDisplay(terminal, spec.training().epochs())) {
      return training.run(data, new Recorder(display, folder.file("metrics.csv")));
    }
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
    public void progressed(int epoch, int images, Losses losses) {
      display.progressed(epoch, images, losses);
    }

    @Override
    public void epochEnded(EpochMetrics metrics) {
      history.add(metrics);
      MetricsCsv.write(csv, history);
      display.epochEnded(metrics);
    }
  }

  private void drawFigures(RunFolder folder, TrainedModel model) {
    Map<String, Integer> used = new HashMap<>();
    for (FigureSpec figure : spec.figures()) {
      int number = used.merge(figure.fileName(), 1, Integer::sum);
      String name = figure.fileName() + (number == 1 ? "" : "-" + number);
      folder.writeFigure(name, figure.draw(model));
    }
  }

  private void introduce(ComputeEngine engine, String device, ImageData data, Vae model) {
    String held =
        data.validation() == null
            ? ""
            : String.format(Locale.ROOT, ", %,d held out", data.validation().size());
    terminal.say(
        String.format(
            Locale.ROOT,
            "%s: %s on %s (%s), %,d train%s, %,d test images of %s",
            spec.name(),
            model.conditional() ? "CVAE" : "VAE",
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
            NamedParameters.count(model),
            engine.version(),
            device,
            engine.threads(),
            engine.threads() == 1 ? "" : "s",
            spec.seed()));
  }

  private void sayResult(Losses test, RunFolder folder) {
    terminal.say(
        String.format(
            Locale.ROOT,
            "test loss %.2f (reconstruction %.2f, kl %.2f)",
            test.loss(),
            test.reconstruction(),
            test.kl()));
    terminal.say("run folder: " + folder.path());
  }

  private static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
