package org.vaelab.experiments.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.json.Words;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;
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
  @Mixin private WithOptions withOptions = new WithOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    Extensions extensions = withOptions.load(program.vocabulary());
    extensions.brought().forEach(program.terminal()::say);
    ExperimentSpec spec = specOptions.read(extensions, program.terminal()::say);
    spec.advice().forEach(program.terminal()::complain);
    Dataset dataset = spec.data().dataset();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Learner learner =
          spec.model().create(dataset.shape(), dataset.classNames().size(), spec.loss());
      learner.initialize(manager);
      program
          .terminal()
          .say(
              String.format(
                  Locale.ROOT,
                  "%s is valid: %s with %,d parameters on %s, %d epochs in batches of %d",
                  specOptions.file(),
                  Words.a(spec.model().kind()),
                  NamedParameters.count(learner.block()),
                  dataset.name(),
                  spec.training().epochs(),
                  spec.training().batchSize()));
    }
    return VaelabCommand.DONE;
  }
}
