package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.vaelab.data.DataSources;
import org.vaelab.data.ImageData;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.Learner;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.SpecFile;
import org.vaelab.training.Seeds;
import org.vaelab.training.checkpoint.Weights;

/** The model of a run folder, for use after its training. */
public final class SavedRun {
  private SavedRun() {}

  /**
   * Loads data and weights for as long as {@code use} takes.
   *
   * @param folder of the run
   * @param sources where the user keeps data
   * @param use what to do with the model
   * @return its result
   * @throws InputException when the folder has no model, or one without a latent space
   */
  public static double withModel(
      Path folder, DataSources sources, ToDoubleFunction<FigureSource> use) {
    ExperimentSpec spec = SpecFile.read(folder.resolve("spec.json"), List.of());
    DeviceChoice choice = DeviceChoice.parse(spec.device());
    ComputeEngine engine = ComputeEngine.start(choice);
    Device device = engine.device(choice);
    try (NDManager manager = engine.newManager(device)) {
      ImageData data = spec.data().load(manager, sources);
      Learner learner = Learners.create(spec, manager, data);
      if (!spec.model().abilities().contains(Ability.ENCODE)) {
        throw new InputException(
            folder + " holds " + Words.a(spec.model().kind()) + ", which has no latent space.");
      }
      Weights.load(learner.block(), folder.resolve("model.safetensors"));
      return use.applyAsDouble(
          new FigureSource(
              TrainedModel.of(
                  engine, manager, Descriptions.of(spec, data, engine), learner.block()),
              data,
              spec.data().transform(),
              new Seeds(spec.seed()),
              List.of()));
    }
  }
}
