package org.vaelab.experiments.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.experiments.use.SampleSheet;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab sample}. */
@Command(
    name = "sample",
    description = "Draws new images from a trained model.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab sample runs/quickstart/20261121-120000 --count 25 --out samples.png",
      "  vaelab sample runs/quickstart/20261121-120000 --label 7 --temperature 0.8 --out sevens.png"
    })
final class SampleCommand implements Callable<Integer> {
  private static final String STANDARD = "samples.png";

  /** More are better made in several files. */
  private static final int MOST = 1_000_000;

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "how many (default: 100; of a model that is given labels 10 for each label)")
  private @Nullable Integer count;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "a class, by number or name; may be repeated (default: all classes)")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "S", description = "of the draws (default: 0)")
  private long seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "what the prior's deviations are multiplied by (default: 1)")
  private double temperature = 1;

  @Override
  public Integer call() {
    if (count != null && (count < 1 || count > MOST)) {
      throw new InputException("--count must be from 1 to " + MOST + ", was " + count);
    }
    if (!(temperature >= 0 && temperature <= 1000)) {
      throw new InputException("--temperature must be from 0 to 1000, was " + temperature);
    }
    VaelabCommand program = Parents.of(parent);
    output.check(true, STANDARD);
    try (TrainedModel opened = model.open(program, Ability.SAMPLE, Ability.DECODE)) {
      int[] chosen =
          labels.stream()
              .mapToInt(label -> LabelOptions.number("--label", label, opened.description()))
              .toArray();
      NumberRows images =
          SampleSheet.of(opened.description(), chosen, count, seed, temperature).draw(opened);
      output.write(images, STANDARD, SampleSheet.COLUMNS, opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }
}
