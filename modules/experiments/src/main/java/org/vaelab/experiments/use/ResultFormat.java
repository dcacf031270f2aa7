package org.vaelab.experiments.use;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;

/** What a result is written as. */
public enum ResultFormat {
  /** A sheet of images. */
  PNG,
  /** One image after the other. */
  GIF,
  /** Arrays for NumPy. */
  NPZ,
  /** A table of numbers, with a header. */
  CSV;

  private String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format that a file's ending stands for.
   *
   * @param file of the result
   * @param images whether it is of images, and not of codes
   * @return the format
   * @throws InputException when the ending is none of a format for that
   */
  public static ResultFormat of(Path file, boolean images) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    List<ResultFormat> allowed = images ? List.of(values()) : List.of(NPZ, CSV);
    return allowed.stream()
        .filter(format -> name.endsWith("." + format.ending()))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--out must end in "
                        + Words.either(allowed.stream().map(each -> "." + each.ending()).toList())
                        + (images ? "" : ", because the result is numbers")
                        + ", was "
                        + file));
  }

  /**
   * The format of that name.
   *
   * @param word as typed
   * @param images whether it is for images, and not for codes
   * @return the format
   * @throws InputException when there is none, or it is not for that
   */
  public static ResultFormat named(String word, boolean images) {
    return Arrays.stream(values())
        .filter(format -> format.ending().equals(word.toLowerCase(Locale.ROOT)))
        .filter(format -> images || format == NPZ || format == CSV)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--format must be "
                        + (images ? "png, gif, npz or csv" : "npz or csv")
                        + ", was \""
                        + word
                        + '"'));
  }
}
