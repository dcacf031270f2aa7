package org.vaelab.experiments.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Split;
import org.vaelab.experiments.use.ImageInput;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which images go into a model. */
final class ImageOptions {
  /** What the files are, for the commands that take them. */
  static final String FILES =
      "pictures (PNG, JPEG, BMP, GIF), or NPZ or CSV files of images; without any, images of the"
          + " run's data are taken";

  @Option(
      names = "--split",
      paramLabel = "S",
      description = "train or test (default: test), where no file is given")
  private @Nullable String split;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "how many images of the split, from the front")
  private @Nullable Integer count;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "the class of the images, by number or name, where the files do not say it")
  private @Nullable String label;

  @Mixin private DataOptions data = new DataOptions();

  /** Reads them; of a split {@code standard} where no number was given. */
  NumberRows read(List<Path> files, TrainedModel model, Path run, Vocabulary words, int standard) {
    if (count != null && count < 1) {
      throw new InputException("--count must be >= 1, was " + count);
    }
    if (!files.isEmpty() && (split != null || count != null)) {
      throw new InputException(
          (split == null ? "--count" : "--split")
              + " is for images of the run's data; files are"
              + " given");
    }
    ImageInput input = new ImageInput(model);
    NumberRows rows =
        files.isEmpty()
            ? input.split(
                runFolder(run),
                parsed(split),
                count == null ? standard : count,
                data.sources(),
                words)
            : input.files(files);
    return labelled(rows, model);
  }

  static Path runFolder(Path run) {
    if (!Files.isDirectory(run)) {
      throw new InputException(
          run
              + " is a model without its run, which knows no data: name files of images, or the"
              + " folder of the run.");
    }
    return run;
  }

  private static Split parsed(@Nullable String split) {
    String word = split == null ? "test" : split.toLowerCase(Locale.ROOT);
    for (Split each : Split.values()) {
      if (each.toString().equals(word)) {
        return each;
      }
    }
    throw new InputException("--split must be train or test, was \"" + split + '"');
  }

  private NumberRows labelled(NumberRows rows, TrainedModel model) {
    if (!model.description().model().conditional()) {
      if (label != null) {
        LabelOptions.number("--label", label, model.description());
      }
      return rows;
    }
    if (label != null) {
      int number = LabelOptions.number("--label", label, model.description());
      return new NumberRows(
          rows.values(), LabelOptions.repeated(number, rows.values().length), rows.image());
    }
    if (rows.classes().length == 0) {
      throw new InputException(
          "this model needs the class of each image: give --label, or files with labels");
    }
    return rows;
  }
}
