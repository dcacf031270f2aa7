package org.vaelab.experiments.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.experiments.run.ExtensionFiles;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.json.Words;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which trained model is used, and where. */
final class ModelOptions {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "the folder of a run, or a model.safetensors")
  private Path model = Path.of("");

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto (CUDA where it works, else the CPU; the default), cpu, cuda or cuda:N")
  private String device = "auto";

  @Mixin private ThreadOptions threads = new ThreadOptions();
  @Mixin private WithOptions with = new WithOptions();

  private @Nullable Extensions extensions;

  Path path() {
    return model;
  }

  /** The words of the model and of its run's spec. */
  Vocabulary words(VaelabCommand program) {
    return extensions(program).vocabulary();
  }

  /** The user's own code, loaded once. */
  private Extensions extensions(VaelabCommand program) {
    Extensions loaded = extensions;
    if (loaded == null) {
      loaded = with.load(program.vocabulary());
      extensions = loaded;
    }
    return loaded;
  }

  /** Opens a model; says which code of the user's own its run had, where that is missing. */
  static TrainedModel open(Path model, DeviceChoice device, Extensions extensions) {
    try {
      return TrainedModel.open(model, device, extensions.vocabulary());
    } catch (InputException wrong) {
      Path environment =
          Files.isDirectory(model)
              ? model.resolve(RunFiles.ENVIRONMENT)
              : model.resolveSibling(RunFiles.ENVIRONMENT);
      throw ExtensionFiles.hinted(wrong, environment, extensions);
    }
  }

  /** Opens it; it must be able to do what is {@code needed}. */
  TrainedModel open(VaelabCommand program, Ability... needed) {
    DeviceChoice.check("--device", device);
    DeviceChoice choice = DeviceChoice.parse(device);
    @Nullable Integer number = threads.threads();
    if (number != null) {
      ComputeEngine.start(choice).useThreads(number);
    }
    return open(model, model, choice, extensions(program), needed);
  }

  /**
   * Opens the weights in {@code file} of the run or model that the user named; it must be able to
   * do what is {@code needed}.
   */
  static TrainedModel open(
      Path model, Path file, DeviceChoice choice, Extensions extensions, Ability... needed) {
    TrainedModel opened = open(file, choice, extensions);
    Set<Ability> missing = EnumSet.noneOf(Ability.class);
    missing.addAll(Set.of(needed));
    missing.removeAll(opened.description().model().abilities());
    if (!missing.isEmpty()) {
      String kind = Words.a(opened.description().model().kind());
      opened.close();
      throw new InputException(
          model
              + " holds "
              + kind
              + "; this needs a model that "
              + Words.all(missing.stream().map(Ability::toString).toList())
              + ".");
    }
    return opened;
  }
}
