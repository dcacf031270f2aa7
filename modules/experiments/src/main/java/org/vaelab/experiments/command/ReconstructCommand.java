package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.TrainedModel;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab reconstruct}. */
@Command(
    name = "reconstruct",
    description = "Encodes images and decodes their codes: what a trained model makes of them.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab reconstruct runs/quickstart/20261121-120000 --split test --count 10 --out"
          + " reconstructions.png",
      "  vaelab reconstruct runs/quickstart/20261121-120000 mine.png --label 7 --out"
          + " reconstructed.png"
    })
final class ReconstructCommand implements Callable<Integer> {
  private static final String STANDARD = "reconstructions.png";
  private static final int COUNT = 50;
  private static final int COLUMNS = 10;

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private ImageOptions images = new ImageOptions();

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE", description = ImageOptions.FILES)
  private List<Path> files = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    output.check(true, STANDARD);
    try (TrainedModel opened = model.open(program, Ability.RECONSTRUCT)) {
      NumberRows given = images.read(files, opened, model.path(), model.words(program), COUNT);
      NumberRows made =
          new NumberRows(
              opened.reconstruct(given.values(), given.classes()), given.classes(), given.image());
      output.write(made, STANDARD, COLUMNS, opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }
}
