package org.vaelab.experiments.run;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.ModelFile;
import org.vaelab.models.family.Learner;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecJson;

/** The folder of a run that another program did: what it leaves without its training. */
public final class ImportedRun {
  private ImportedRun() {}

  /**
   * Writes the spec, the environment and the model. Only a spec that standardizes pixels needs its
   * data, of which the scale is measured.
   *
   * @param spec what was trained
   * @param origin where the weights are from, in words
   * @param weights puts them into the initialised network
   * @param options where and with what
   * @return the folder
   * @throws org.vaelab.input.InputException when the weights are of another network, or the folder
   *     cannot be written
   */
  public static Path write(
      ExperimentSpec spec, String origin, Consumer<Block> weights, RunOptions options) {
    ComputeEngine engine = ComputeEngine.start();
    Invocation invocation = options.invocation();
    Dataset dataset = spec.data().dataset();
    List<String> classNames = dataset.classNames();
    try (NDManager manager = engine.newManager(Device.cpu())) {
      Learner learner = spec.model().create(dataset.shape(), classNames.size(), spec.loss());
      learner.initialize(manager);
      weights.accept(learner.block());
      PixelScale scale = scale(spec, manager, invocation.sources());
      ModelDescription description =
          new ModelDescription(
              Environment.version(),
              engine.version(),
              spec.model(),
              spec.loss().likelihood(),
              dataset.shape(),
              classNames,
              spec.data().transform(),
              scale);
      try (RunFolder folder = RunFolder.create(options.out(), spec.name(), options.overwrite())) {
        folder.begin(
            SpecJson.write(spec, invocation.extensions().vocabulary()),
            Environment.imported(engine, spec.withDevice("cpu"), origin, scale, invocation).json(),
            spec.figures().stream().map(FigureSpec::fileName).toList());
        ModelFile.write(
            learner.block(),
            description,
            invocation.extensions().vocabulary(),
            folder.file(RunFiles.MODEL));
        return folder.path();
      }
    }
  }

  private static PixelScale scale(ExperimentSpec spec, NDManager manager, DataSources sources) {
    if (spec.data().transform() != Transform.STANDARDIZE) {
      return PixelScale.UNIT;
    }
    try (NDManager scratch = manager.newSubManager()) {
      return spec.data().load(scratch, sources).scale();
    }
  }
}
