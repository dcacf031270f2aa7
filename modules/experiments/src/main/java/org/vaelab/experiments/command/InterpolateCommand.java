package org.vaelab.experiments.command;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.experiments.use.ImageInput;
import org.vaelab.experiments.use.Interpolation;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.ModelDescription;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Ability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code vaelab interpolate}. */
@Command(
    name = "interpolate",
    description = {
      "Goes from one image, code or label to another in equal steps.",
      "An end is a picture file, an image of the run's data (test:12, train:0), or a code (0.5,-1)."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  vaelab interpolate runs/quickstart/20261121-120000 --from test:0 --to test:1 --out"
          + " between.gif"
    })
final class InterpolateCommand implements Callable<Integer> {
  private static final String STANDARD = "interpolation.png";
  private static final Pattern OF_SPLIT = Pattern.compile("(train|test):(\\d{1,9})");

  /** More than anyone looks at. */
  private static final int MOST = 10_000;

  @ParentCommand private @Nullable VaelabCommand parent;
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--from", required = true, paramLabel = "END", description = "where it begins")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "END", description = "where it ends")
  private String to = "";

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "how many images, both ends among them (default: 10)")
  private int steps = 10;

  @Option(names = "--spherical", description = "along the arc instead of the straight line")
  private boolean spherical;

  @Option(
      names = "--label",
      paramLabel = "L",
      description =
          "the class of the beginning, by number or name, where the image does not say it")
  private @Nullable String label;

  @Option(
      names = "--to-label",
      paramLabel = "L",
      description =
          "the class of the end (default: that of the beginning); labels are mixed between")
  private @Nullable String toLabel;

  /** A code, and the class it came with; -1 for none. */
  private record End(float[] code, int label) {}

  @Override
  public Integer call() {
    if (steps < 2 || steps > MOST) {
      throw new InputException("--steps must be from 2 to " + MOST + ", was " + steps);
    }
    VaelabCommand program = Parents.of(parent);
    output.check(true, STANDARD);
    try (TrainedModel opened = model.open(program, Ability.ENCODE, Ability.DECODE)) {
      ModelDescription description = opened.description();
      End first = end("--from", from, label, "--label", opened, program);
      @Nullable String lastLabel = toLabel == null ? label : toLabel;
      End last = end("--to", to, lastLabel, "--to-label", opened, program);
      float[][] codes =
          spherical
              ? Interpolation.spherical(first.code(), last.code(), steps)
              : Interpolation.linear(first.code(), last.code(), steps);
      float[][] images =
          description.model().conditional()
              ? opened.decodeMixed(
                  codes,
                  Interpolation.linear(
                      oneHot(first.label(), description), oneHot(last.label(), description), steps))
              : opened.decode(codes, new int[0]);
      NumberRows rows = new NumberRows(images, new int[0], description.image());
      output.write(rows, STANDARD, Math.min(steps, 20), opened, program.terminal());
    }
    return VaelabCommand.DONE;
  }

  private static float[] oneHot(int label, ModelDescription description) {
    float[] weights = new float[description.classNames().size()];
    weights[label] = 1;
    return weights;
  }

  private End end(
      String option,
      String text,
      @Nullable String given,
      String labelOption,
      TrainedModel opened,
      VaelabCommand program) {
    int number = given == null ? -1 : LabelOptions.number(labelOption, given, opened.description());
    if (Codes.looksLikeOne(text)) {
      return new End(
          Codes.parse(option, text, opened), needed(number, option, labelOption, opened));
    }
    NumberRows image = image(option, text, opened, program);
    int known = image.classes().length == 0 ? -1 : image.classes()[0];
    int used = needed(number < 0 ? known : number, option, labelOption, opened);
    int[] classes = used < 0 ? new int[0] : new int[] {used};
    return new End(opened.encode(image.values(), classes)[0], used);
  }

  private static int needed(int number, String option, String labelOption, TrainedModel opened) {
    if (number < 0 && opened.description().model().conditional()) {
      throw new InputException("this model needs the class of " + option + ": give " + labelOption);
    }
    return number;
  }

  /** The one image that an end names. */
  private NumberRows image(String option, String text, TrainedModel opened, VaelabCommand program) {
    Matcher place = OF_SPLIT.matcher(text);
    ImageInput input = new ImageInput(opened);
    if (!place.matches()) {
      NumberRows rows = input.files(List.of(Path.of(text)));
      if (rows.values().length != 1) {
        throw new InputException(
            option + " must be one image; " + text + " has " + rows.values().length);
      }
      return rows;
    }
    Split split = place.group(1).equals("train") ? Split.TRAIN : Split.TEST;
    int row = Integer.parseInt(place.group(2));
    try (NDManager scratch = opened.manager().newSubManager()) {
      Path run = ImageOptions.runFolder(model.path());
      RawImages raw =
          input.split(scratch, run, split, row + 1, data.sources(), model.words(program));
      NumberRows rows = input.numbers(raw);
      if (rows.values().length <= row) {
        throw new InputException(
            option + " is " + text + ", but there are " + rows.values().length + " images");
      }
      return new NumberRows(
          new float[][] {rows.values()[row]}, new int[] {rows.classes()[row]}, rows.image());
    }
  }
}
