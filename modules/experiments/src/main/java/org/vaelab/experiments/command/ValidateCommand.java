package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.ModelWords;
import org.vaelab.models.Classifier;
import org.vaelab.models.ClassifierSpec;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;
import org.vaelab.models.VaeSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab validate}. */
@Command(
    name = "validate",
    description = "Checks an experiment file and says what it describes; trains nothing.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private SpecOptions specOptions = new SpecOptions();

  @Override
  public Integer call() {
    ExperimentSpec spec = specOptions.read();
    Dataset dataset = spec.data().dataset();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Block model = initialised(spec, dataset, manager);
      Parents.of(parent)
          .terminal()
          .say(
              String.format(
                  Locale.ROOT,
                  "%s is valid: a %s with %,d parameters on %s, %d epochs in batches of %d",
                  specOptions.file(),
                  ModelWords.kind(spec.model()),
                  NamedParameters.count(model),
                  dataset.name(),
                  spec.training().epochs(),
                  spec.training().batchSize()));
    }
    return VaelabCommand.DONE;
  }

  private static Block initialised(ExperimentSpec spec, Dataset dataset, NDManager manager) {
    int classes = dataset.classNames().size();
    if (spec.model() instanceof VaeSpec vae) {
      Vae model = vae.create(dataset.shape(), classes, spec.loss().likelihood());
      model.initialize(manager);
      return model;
    }
    Classifier model = ((ClassifierSpec) spec.model()).create(dataset.shape(), classes);
    model.initialize(manager);
    return model;
  }
}
