package org.vaelab.experiments.use;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vaelab.data.DataSpec;
import org.vaelab.data.picture.PictureFile;
import org.vaelab.data.picture.Resize;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.Scalars;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;

/**
 * Reads images for a model.
 *
 * @param model whose images they are
 */
public record ImageInput(TrainedModel model) {
  private ImageShape shape() {
    return model.description().image();
  }

  /**
   * Reads files.
   *
   * @param files pictures, a row each, or NPZ or CSV files of many
   * @return images in the order of the files; classes where all of them are known
   * @throws InputException when one cannot be read, or is of another shape
   */
  public NumberRows files(List<Path> files) {
    List<float[]> images = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (Path file : files) {
      if (NumberFile.isOne(file)) {
        NumberFile numbers = NumberFile.read(file, "images");
        images.addAll(List.of(pixels(file, numbers)));
        for (int each : checked(file, numbers.classes(), numbers.values().length)) {
          classes.add(each);
        }
      } else {
        images.add(picture(file));
      }
    }
    boolean labelled = classes.size() == images.size();
    return new NumberRows(
        images.toArray(float[][]::new),
        labelled ? classes.stream().mapToInt(Integer::intValue).toArray() : new int[0],
        shape());
  }

  private float[] picture(Path file) {
    try (PictureFile opened = PictureFile.open(file)) {
      if (opened.width() != shape().width() || opened.height() != shape().height()) {
        throw new InputException(
            file
                + " is "
                + opened.width()
                + " x "
                + opened.height()
                + " pixels; the model's images are "
                + shape().width()
                + " x "
                + shape().height()
                + ".");
      }
      return Resize.unchanged(opened.picture(), shape());
    }
  }

  private int[] checked(Path file, int[] classes, int rows) {
    int all = model.description().classNames().size();
    if (classes.length != 0 && classes.length != rows) {
      throw new InputException(file + " has " + rows + " rows but " + classes.length + " labels.");
    }
    for (int each : classes) {
      if (each < 0 || each >= all) {
        throw new InputException(
            file + " has a label " + each + "; the model's classes are 0 to " + (all - 1) + ".");
      }
    }
    return classes;
  }

  private float[][] pixels(Path file, NumberFile numbers) {
    for (float[] image : numbers.values()) {
      if (image.length != shape().size()) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s has %,d numbers per row; the model's images are %s, which is %,d.",
                file,
                image.length,
                shape(),
                shape().size()));
      }
      for (int i = 0; i < image.length; i++) {
        image[i] = numbers.bytes() ? image[i] / 255 : image[i];
        if (!(image[i] >= 0 && image[i] <= 1)) {
          throw new InputException(
              file + " has a pixel " + image[i] + "; pixels are in [0, 1], or bytes of 0 to 255.");
        }
      }
    }
    return numbers.values();
  }

  /**
   * Reads images that the model was trained or tested on, those held out for validation among the
   * former.
   *
   * @param owner of the images
   * @param run the folder of its run
   * @param split which
   * @param count at most that many, from the front
   * @param sources where the user keeps data; without an option where the run had them
   * @param vocabulary the words of the run's spec
   * @return images and their classes
   * @throws InputException when there is no run, or its data are not there
   */
  public RawImages split(
      NDManager owner,
      Path run,
      Split split,
      int count,
      DataSources sources,
      Vocabulary vocabulary) {
    ExperimentSpec spec = SpecFile.read(run.resolve(RunFiles.SPEC), List.of(), vocabulary);
    DataSpec data = spec.data();
    if (!data.dataset().shape().equals(shape())) {
      throw new InputException(
          "the data of "
              + run
              + " are images of "
              + data.dataset().shape()
              + " now; its model's images are "
              + shape()
              + ".");
    }
    Integer limit = split == Split.TRAIN ? data.limit() : data.testLimit();
    int most = limit == null ? count : Math.min(count, limit);
    RawImages raw = data.dataset().read(owner, split, RunFolder.sources(run, sources), most);
    int rows = Math.min(most, raw.labels().length);
    return new RawImages(
        raw.bytes(0, rows), Arrays.copyOf(raw.labels(), rows), raw.origin(), raw.identity());
  }

  /** Images of one byte per pixel as numbers in [0, 1]. */
  public NumberRows numbers(RawImages raw) {
    NDArray bytes = raw.images().toType(DataType.FLOAT32, false);
    float[] flat = bytes.div(Scalars.like(bytes, 255)).toFloatArray();
    int size = shape().size();
    float[][] images = new float[raw.labels().length][];
    for (int i = 0; i < images.length; i++) {
      images[i] = Arrays.copyOfRange(flat, i * size, (i + 1) * size);
    }
    return new NumberRows(images, raw.labels(), shape());
  }

  /**
   * Reads codes.
   *
   * @param file NPZ or CSV
   * @return codes and, where the file has them, classes
   * @throws InputException when it cannot be read, or the codes are of another size
   */
  public NumberRows codes(Path file) {
    if (!NumberFile.isOne(file)) {
      throw new InputException("codes are read from a .npz or .csv file, not from " + file);
    }
    NumberFile numbers = NumberFile.read(file, "codes");
    int latent = model.description().model().latent();
    if (numbers.values()[0].length != latent) {
      throw new InputException(
          file
              + " has "
              + numbers.values()[0].length
              + " numbers per row; the model's codes have "
              + latent
              + ".");
    }
    return new NumberRows(
        numbers.values(), checked(file, numbers.classes(), numbers.values().length), null);
  }
}
