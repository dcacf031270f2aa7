package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.Posteriors;
import org.vaelab.inference.TrainedModel;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab encode}. */
@Command(
    name = "encode",
    description =
        "Gives the codes of images: the means of their posteriors (in NPZ files with the deviations),"
            + " or draws of them.",
    mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {
  private static final String STANDARD = "codes.csv";

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ImageOptions images = new ImageOptions();

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = ImageOptions.FILES)
  private List<Path> files = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--draw",
      paramLabel = "SEED",
      description = "one draw of each posterior with that seed, instead of its mean")
  private @Nullable Long draw;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    output.check(false, STANDARD);
    try (TrainedModel opened = model.open(program, Ability.ENCODE)) {
      NumberRows given =
          images.read(files, opened, model.path(), model.words(program), Integer.MAX_VALUE);
      output.write(codes(given, opened), STANDARD, 1, opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }

  private NumberRows codes(NumberRows given, TrainedModel opened) {
    if (draw != null) {
      float[][] drawn = opened.drawPosterior(given.values(), given.classes(), draw);
      return new NumberRows(drawn, given.classes(), null);
    }
    Posteriors posteriors = opened.posteriors(given.values(), given.classes());
    return new NumberRows(posteriors.means(), given.classes(), null, posteriors.deviations());
  }
}
