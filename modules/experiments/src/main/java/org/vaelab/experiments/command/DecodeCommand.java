package org.vaelab.experiments.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.use.ImageInput;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab decode}. */
@Command(
    name = "decode",
    description = "Makes images of codes.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab decode runs/quickstart/20261121-120000 codes.npz --out images.png"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final String STANDARD = "decoded.png";
  private static final int COLUMNS = 10;

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      index = "1",
      paramLabel = "CODES",
      description = "an NPZ or CSV file as encode writes it, or one code such as 0.5,-1")
  private String codes = "";

  @Option(
      names = "--label",
      paramLabel = "L",
      description =
          "the class of the images, by number or name, where the file does not say it; or shares of"
              + " several, such as 3:0.4,8:0.6")
  private @Nullable String label;

  @Override
  public Integer call() {
    VaelabCommand program = Parents.of(parent);
    output.check(true, STANDARD);
    try (TrainedModel opened = model.open(program, Ability.DECODE)) {
      NumberRows given =
          Codes.looksLikeOne(codes)
              ? new NumberRows(
                  new float[][] {Codes.parse("CODES", codes, opened)}, new int[0], null)
              : new ImageInput(opened).codes(Path.of(codes));
      NumberRows images = images(given, opened);
      output.write(images, STANDARD, COLUMNS, opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }

  private NumberRows images(NumberRows given, TrainedModel opened) {
    if (label != null) {
      return LabelOptions.shares("--label", label, opened.description())
          .decode(opened, given.values());
    }
    if (opened.description().model().conditional() && given.classes().length == 0) {
      throw new InputException("this model needs the class of each image: give --label");
    }
    return new NumberRows(
        opened.decode(given.values(), given.classes()),
        given.classes(),
        opened.description().image());
  }
}
