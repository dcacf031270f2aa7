package org.vaelab.experiments.command;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.RawImages;
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
        "Gives the codes of images: the means of their posteriors (in NPZ files with the"
            + " deviations), or draws of them.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab encode runs/quickstart/20261121-120000 --split test --out codes.npz",
      "  vaelab encode runs/quickstart/20261121-120000 a.png b.png --label 7 --out codes.csv"
    })
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
      NumberRows codes = files.isEmpty() ? ofRun(opened, program) : ofFiles(opened, program);
      output.write(codes, STANDARD, 1, opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }

  /** A whole split would be large as numbers; it stays bytes. */
  private NumberRows ofRun(TrainedModel opened, VaelabCommand program) {
    try (NDManager scratch = opened.manager().newSubManager()) {
      RawImages raw =
          images.ofRun(scratch, opened, model.path(), model.words(program), Integer.MAX_VALUE);
      int[] classes = raw.labels();
      return draw == null
          ? codes(opened.posteriors(raw.images(), classes), classes)
          : new NumberRows(opened.drawPosterior(raw.images(), classes, draw), classes, null);
    }
  }

  private NumberRows ofFiles(TrainedModel opened, VaelabCommand program) {
    NumberRows given =
        images.read(files, opened, model.path(), model.words(program), Integer.MAX_VALUE);
    int[] classes = given.classes();
    return draw == null
        ? codes(opened.posteriors(given.values(), classes), classes)
        : new NumberRows(opened.drawPosterior(given.values(), classes, draw), classes, null);
  }

  private static NumberRows codes(Posteriors posteriors, int[] classes) {
    return new NumberRows(posteriors.means(), classes, null, posteriors.deviations());
  }
}
