package org.vaelab.experiments.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.play.Door;
import org.vaelab.experiments.play.PlayServer;
import org.vaelab.experiments.play.Played;
import org.vaelab.experiments.play.PlayedRun;
import org.vaelab.experiments.run.NewestWeights;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab play}. */
@Command(
    name = "play",
    description = {
      "Opens a page to play with a trained model: drag over the latent plane and see the picture,",
      "mix classes, draw an image and see what the model makes of it, walk between two images,",
      "draw samples; with two runs, side by side. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab play runs/q                      http://127.0.0.1:7878/",
      "  vaelab play runs/vae runs/cvae --port 0 two models, any free port",
      "  vaelab play runs/q --watch              while it is trained: each new checkpoint",
      "  vaelab play runs/q --host 0.0.0.0       for others too, who need the token it prints"
    })
final class PlayCommand implements Callable<Integer> {
  private static final int PORT = 7878;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_MILLISECONDS = 500;

  @ParentCommand private @Nullable VaelabCommand parent;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "the folder of a run, or a model.safetensors; two to compare them")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "where the page is (default: 7878; 0 for any that is free)")
  private int port = PORT;

  @Option(
      names = "--host",
      paramLabel = "H",
      description =
          "the address that is listened on (default: 127.0.0.1, which no other machine reaches);"
              + " with another the page needs a token")
  private String host = "127.0.0.1";

  @Option(
      names = "--watch",
      description = "follow runs that are still trained: their newest checkpoint, curves, figures")
  private boolean watch;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto (CUDA where it works, else the CPU; the default), cpu, cuda or cuda:N")
  private String device = "auto";

  @Mixin private DataOptions data = new DataOptions();
  @Mixin private ThreadOptions threads = new ThreadOptions();
  @Mixin private WithOptions with = new WithOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Terminal terminal = program.terminal();
    Door door = Door.at(host, port);
    DeviceChoice.check("--device", device);
    DeviceChoice choice = DeviceChoice.parse(device);
    if (threads.threads() != null) {
      ComputeEngine.start(choice).useThreads(threads.threads());
    }
    Extensions extensions = with.load(program.vocabulary());
    if (watch) {
      runs.forEach(run -> awaitWeights(run, terminal));
    }
    List<PlayedRun> played = runs.stream().map(run -> played(run, choice, extensions)).toList();
    try (PlayServer server =
        PlayServer.start(
            door, Played.open(played, terminal.log()), PlayServer.Limits.USUAL, terminal.log())) {
      terminal.say("play at " + server.address() + " (Ctrl-C ends it)");
      terminal.stop().await(PATIENCE);
    }
    return VaelabCommand.DONE;
  }

  private PlayedRun played(Path run, DeviceChoice choice, Extensions extensions) {
    return new PlayedRun(
        run,
        data.sources(),
        extensions.vocabulary(),
        watch,
        file -> ModelOptions.open(run, file, choice, extensions, Ability.DECODE));
  }

  /** A training that has just begun has none. */
  private static void awaitWeights(Path run, Terminal terminal) {
    if (!Files.isDirectory(run) || !RunFolder.isRun(run)) {
      throw new InputException(run + " is no run folder, which --watch is for.");
    }
    boolean said = false;
    while (NewestWeights.of(run).isEmpty()) {
      if (!said) {
        terminal.say("waiting for the first checkpoint of " + run + " (Ctrl-C ends it)");
        said = true;
      }
      try {
        Thread.sleep(LOOK_MILLISECONDS);
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        throw new InputException(run + " has no checkpoint yet.", asked);
      }
    }
  }
}
