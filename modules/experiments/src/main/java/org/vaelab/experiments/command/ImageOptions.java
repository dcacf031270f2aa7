package org.vaelab.experiments.command;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.RawImages;
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
    if (!files.isEmpty()) {
      check(files);
      return labelled(new ImageInput(model).files(files), model);
    }
    try (NDManager scratch = model.manager().newSubManager()) {
      RawImages raw = ofRun(scratch, model, run, words, standard);
      return labelled(new ImageInput(model).numbers(raw), model);
    }
  }

  /** Reads those of the run's data as bytes, with the classes that the model is given. */
  RawImages ofRun(NDManager owner, TrainedModel model, Path run, Vocabulary words, int standard) {
    check(List.of());
    int most = count == null ? standard : count;
    RawImages raw =
        new ImageInput(model)
            .split(owner, runFolder(run), parsed(split), most, data.sources(), words);
    return new RawImages(
        raw.images(),
        classes(raw.labels(), raw.labels().length, model),
        raw.origin(),
        raw.identity());
  }

  private void check(List<Path> files) {
    if (count != null && count < 1) {
      throw new InputException("--count must be >= 1, was " + count);
    }
    if (!files.isEmpty() && (split != null || count != null)) {
      throw new InputException(
          (split == null ? "--count" : "--split")
              + " is for images of the run's data; files are"
              + " given");
    }
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
    int[] classes = classes(rows.classes(), rows.values().length, model);
    return new NumberRows(rows.values(), classes, rows.image());
  }

  private int[] classes(int[] known, int rows, TrainedModel model) {
    boolean conditional = model.description().model().conditional();
    if (label != null) {
      int number = LabelOptions.number("--label", label, model.description());
      return conditional ? LabelOptions.repeated(number, rows) : known;
    }
    if (conditional && known.length == 0) {
      throw new InputException(
          "this model needs the class of each image: give --label, or files with labels");
    }
    return known;
  }
}
