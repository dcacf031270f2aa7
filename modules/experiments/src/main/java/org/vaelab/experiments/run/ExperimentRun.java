package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.engine.cuda.Cuda;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.files.AtomicFile;
import org.vaelab.inference.ModelFile;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Learner;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.training.DivergedException;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.Seeds;
import org.vaelab.training.StoppedException;
import org.vaelab.training.Training;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.checkpoint.Weights;
import org.vaelab.training.metrics.EpochMetrics;

/** One experiment, from its spec to its run folder. */
public final class ExperimentRun {
  /** How long a step may take, with what follows the last of an epoch, until a stop is enforced. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ENVIRONMENT = "environment.json";

  private final ExperimentSpec spec;
  private final Extensions extensions;
  private final Terminal terminal;
  private final Seeds seeds;
  private final ComputeEngine engine;

  private ExperimentRun(
      ExperimentSpec spec, Extensions extensions, @Nullable Integer threads, Terminal terminal) {
    this.spec = spec;
    this.extensions = extensions;
    this.terminal = terminal;
    this.seeds = new Seeds(spec.seed());
    this.engine = ComputeEngine.start(DeviceChoice.parse(spec.device()));
    if (threads != null) {
      engine.useThreads(threads);
    }
  }

  /**
   * Trains, and writes the run folder.
   *
   * @param spec what to do
   * @param options where and with what
   * @param terminal told how it goes
   * @return the folder
   */
  public static Path run(ExperimentSpec spec, RunOptions options, Terminal terminal) {
    return terminal
        .stop()
        .saying(
            () -> "stopped before the training began; begin again.",
            () ->
                new ExperimentRun(spec, options.extensions(), options.threads(), terminal)
                    .run(options));
  }

  /**
   * Goes on with a run from its newest checkpoint that is whole.
   *
   * @param options which run
   * @param terminal told how it goes
   * @return the folder
   * @throws InputException when there is nothing to go on from, or it is of another spec or data
   */
  public static Path resume(ResumeOptions options, Terminal terminal) {
    return terminal.stop().saying(() -> stopped(options.run()), () -> goOn(options, terminal));
  }

  private static Path goOn(ResumeOptions options, Terminal terminal) {
    Path file = options.run().resolve("spec.json");
    if (!Files.isRegularFile(file)) {
      throw new InputException(options.run() + " is no run folder: it has no spec.json.");
    }
    List<String> changes =
        options.epochs() == null ? List.of() : List.of("training.epochs=" + options.epochs());
    try (RunFolder folder = RunFolder.open(options.run())) {
      Saved saved =
          folder
              .checkpoints()
              .newest(terminal::complain)
              .orElseThrow(
                  () ->
                      new InputException(
                          options.run()
                              + " has no checkpoint to go on from; run its spec.json again."));
      Resumption.checkExtensions(saved, options);
      ExperimentSpec spec = read(file, changes, options.extensions(), terminal);
      Resumption.check(saved, spec, options);
      int begun = saved.content().threads();
      ResumeOptions completed =
          new EnvironmentFile(folder.file(ENVIRONMENT))
              .remembered()
              .complete(options, begun, terminal);
      Integer threads = options.threads() == null ? begun : options.threads();
      new ExperimentRun(spec, options.extensions(), threads, terminal)
          .resume(folder, saved, completed);
    }
    return options.run();
  }

  private static ExperimentSpec read(
      Path file, List<String> changes, Extensions extensions, Terminal terminal) {
    try {
      return SpecFile.read(file, changes, extensions.vocabulary(), terminal::say);
    } catch (InputException wrong) {
      throw ExtensionFiles.hinted(wrong, file.resolveSibling("environment.json"), extensions);
    }
  }

  /**
   * Whether a run can be gone on with.
   *
   * @param folder of the run
   * @return whether it has a checkpoint that is whole
   */
  public static boolean isResumable(Path folder) {
    return new Checkpoints(folder.resolve("checkpoints")).newest(damage -> {}).isPresent();
  }

  private Path run(RunOptions options) {
    Device device = engine.device(DeviceChoice.parse(spec.device()));
    try (NDManager manager = engine.newManager(device)) {
      ImageData data =
          spec.data().load(manager, options.sources(), memory(device, options.deviceMemory()));
      Learner learner = learner(manager, data);
      try (RunFolder folder = RunFolder.create(options.out(), spec.name(), options.overwrite())) {
        terminal.stop().say(() -> stopped(folder.path()));
        folder.begin(
            SpecJson.write(spec, extensions.vocabulary()),
            Environment.of(engine, spec, data, options.invocation()).json(),
            spec.figures().stream().map(FigureSpec::fileName).toList());
        terminal.log().attach(folder.file("run.log"));
        finish(folder, manager, learner, data, null);
        return folder.path();
      }
    }
  }

  /**
   * On a GPU half of what it has: the rest is for the network and for what a step leaves between.
   */
  private DeviceMemory memory(Device device, @Nullable DeviceMemory asked) {
    if (asked != null) {
      return asked;
    }
    return device.isGpu() && engine.cuda() instanceof Cuda.Usable usable
        ? new DeviceMemory(usable.driver().devices().get(device.getDeviceId()).bytes() / 2)
        : DeviceMemory.ALL;
  }

  private void resume(RunFolder folder, Saved saved, ResumeOptions options) {
    Device device = engine.device(DeviceChoice.parse(spec.device()));
    Resumption.check(saved, device, options);
    try (NDManager manager = engine.newManager(device)) {
      ImageData data =
          spec.data().load(manager, options.sources(), memory(device, options.deviceMemory()));
      Resumption.check(saved, data, options);
      Learner learner = learner(manager, data);
      Resumption.check(saved, spec, learner, data, options);
      Checkpoint checkpoint =
          new Checkpoint(
              saved.content().state().completed(learner, data),
              arrays -> restore(arrays, saved, options));
      requireBest(folder, checkpoint, options);
      terminal.log().attach(folder.file("run.log"));
      AtomicFile.write(folder.file("spec.json"), SpecJson.write(spec, extensions.vocabulary()));
      extendEnvironment(folder, data, saved, options);
      terminal.say("going on after " + position(saved.content().state()));
      finish(folder, manager, learner, data, checkpoint);
    }
  }

  /**
   * What a run began with is known to that file alone; what it goes on with is better than none.
   */
  private void extendEnvironment(
      RunFolder folder, ImageData data, Saved saved, ResumeOptions options) {
    EnvironmentFile file = new EnvironmentFile(folder.file(ENVIRONMENT));
    Environment now = Environment.of(engine, spec, data, options.invocation());
    if (file.isWhole()) {
      file.add(Resumed.of(now, position(saved.content().state())));
    } else {
      AtomicFile.write(file.path(), now.json());
      terminal.say(file.path() + " was missing or damaged; it now describes this resumption");
    }
  }

  /** Where forced, weights alone: another optimizer has no use for what the one before kept. */
  private void restore(Map<String, NDArray> arrays, Saved saved, ResumeOptions options) {
    Map<String, NDArray> known = arrays;
    if (options.force() && !Weights.names(saved.arrays()).containsAll(arrays.keySet())) {
      known = new LinkedHashMap<>(arrays);
      known.keySet().removeIf(name -> name.startsWith(Training.OPTIMIZER));
      terminal.say("the optimizer begins anew: the checkpoint has the state of another");
    }
    Weights.load(known, saved.arrays());
  }

  /** Before the training, not after it: early stopping keeps the weights of the best epoch. */
  private void requireBest(RunFolder folder, Checkpoint from, ResumeOptions options) {
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    List<EpochMetrics> history = from.state().history();
    if (stopping == null || BestEpoch.of(stopping, folder.checkpoints(), from).isThere(history)) {
      return;
    }
    int best = stopping.bestEpoch(history);
    if (!options.force()) {
      folder.checkpoints().best(best);
    }
    terminal.say(
        String.format(
            Locale.ROOT,
            "the weights of epoch %d, the best so far by %s, are no longer there; those of the best"
                + " of the other epochs will be kept",
            best,
            stopping.metric()));
  }

  private static String position(TrainingState state) {
    int images = state.partial().images();
    return "epoch "
        + state.epoch()
        + (images == 0 ? "" : String.format(Locale.ROOT, " and %,d images", images));
  }

  private List<EpochMetrics> train(
      RunFolder folder,
      Training training,
      Pictures pictures,
      Content identity,
      EpochEvents events,
      BestEpoch best,
      @Nullable Checkpoint from) {
    try (ProgressDisplay display = new ProgressDisplay(terminal, spec.training().epochs())) {
      if (from == null) {
        pictures.drawEpoch(List.of(), terminal.stop());
      }
      Recorder recorder =
          new Recorder(
              display,
              folder,
              pictures,
              identity,
              spec.training(),
              terminal.stop(),
              events,
              best,
              from);
      return training.run(pictures.data(), recorder, from);
    } catch (StoppedException stopped) {
      terminal.say(stopped.getMessage() + goOn(folder.path()));
      terminal.stop().answered();
      throw stopped;
    } catch (DivergedException diverged) {
      throw diverged.and(lastGood(folder));
    }
  }

  private static String lastGood(RunFolder folder) {
    return folder
        .checkpoints()
        .newest(damage -> {})
        .map(saved -> "The last good checkpoint is " + saved.arrays() + ".")
        .orElse("There is no checkpoint from before it.");
  }

  private static String goOn(Path folder) {
    return "; go on with: ./vaelab resume " + ShellWord.of(folder);
  }

  /** What is said where the training did not stop by itself. */
  private static String stopped(Path folder) {
    try (DirectoryStream<Path> checkpoints =
        Files.newDirectoryStream(folder.resolve("checkpoints"), "epoch-*.json")) {
      if (checkpoints.iterator().hasNext()) {
        return "stopped" + goOn(folder);
      }
    } catch (IOException none) {
      // There is no such folder before the first.
    }
    return "stopped before the first checkpoint of " + folder + "; begin again.";
  }

  /** Puts the weights of the best epoch in place of the last ones, where early stopping asks. */
  private void keepBest(RunFolder folder, Learner learner, int best, List<EpochMetrics> history) {
    EarlyStoppingSpec stopping = spec.training().earlyStopping();
    if (stopping == null) {
      return;
    }
    Weights.load(learner.block(), folder.checkpoints().best(best));
    terminal.say(
        String.format(
            Locale.ROOT,
            "best epoch %d of %d by %s; its weights are kept",
            best,
            history.size(),
            stopping.metric()));
  }

  private Learner learner(NDManager manager, ImageData data) {
    engine.seed(seeds.derive("weights"));
    return Learners.create(spec, manager, data);
  }

  /** Trains what is left to train, and writes what a run leaves. */
  private void finish(
      RunFolder folder,
      NDManager manager,
      Learner learner,
      ImageData data,
      @Nullable Checkpoint from) {
    long start = System.nanoTime();
    Introduction.say(terminal, spec, engine, manager.getDevice(), data, learner);
    Training training =
        new Training(engine, manager, learner, spec.data().transform(), spec.training(), seeds);
    Content identity =
        new Content(
            SpecJson.tree(spec, extensions.vocabulary()),
            data.fingerprints(),
            engine.threads(),
            Environment.name(manager.getDevice()),
            extensions.files(),
            Recorder.NOTHING_YET);
    int done = from == null ? 0 : from.state().epoch();
    Pictures pictures =
        new Pictures(engine, manager, spec, seeds, learner, data, folder.figures(), terminal);
    BestEpoch best = BestEpoch.of(spec.training().earlyStopping(), folder.checkpoints(), from);
    List<EpochMetrics> history;
    try (TensorBoard board = TensorBoard.open(folder.events(), done + 1)) {
      board.describe(SpecJson.tree(spec, extensions.vocabulary()));
      EpochEvents events =
          new EpochEvents(board, learner, data, spec.data().transform(), manager, engine, seeds);
      history =
          terminal
              .stop()
              .waiting(
                  PATIENCE, () -> train(folder, training, pictures, identity, events, best, from));
      keepBest(folder, learner, best.in(history), history);
      ModelFile.write(
          learner.block(),
          Descriptions.of(spec, data, engine),
          extensions.vocabulary(),
          folder.file("model.safetensors"));
      pictures.drawResult(history);
      board.figures(pictures.drawn(history.size()), history.size());
    }
    terminal.say("test loss " + MeasureWords.of(history.get(best.in(history) - 1).test()));
    int trained = history.size() - done;
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d epoch%s in %s",
            trained,
            trained == 1 ? "" : "s",
            Durations.words((System.nanoTime() - start) / 1e9)));
    terminal.say("run folder: " + folder.path());
  }
}
