package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
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

  Path path() {
    return model;
  }

  /** Opens it; it must be able to do what is {@code needed}. */
  TrainedModel open(VaelabCommand program, Ability... needed) {
    DeviceChoice.check("--device", device);
    DeviceChoice choice = DeviceChoice.parse(device);
    @Nullable Integer number = threads.threads();
    if (number != null) {
      ComputeEngine.start(choice).useThreads(number);
    }
    TrainedModel opened = TrainedModel.open(model, choice, program.vocabulary());
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
