package org.vaelab.experiments.use;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.vaelab.data.number.CsvTable;
import org.vaelab.data.number.NpyArray;
import org.vaelab.data.number.NpzFile;
import org.vaelab.input.InputException;

/**
 * Rows of numbers in an NPZ or a CSV file.
 *
 * @param values N rows of equally many numbers
 * @param classes of the rows; empty where the file has none
 * @param bytes whether the numbers are whole ones of 0 to 255
 */
record NumberFile(float[][] values, int[] classes, boolean bytes) {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}(\\.0*)?");

  /** Whether {@code file} can be such a file, by its name. */
  static boolean isOne(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npz") || name.endsWith(".csv");
  }

  /** Reads the array {@code name} of an NPZ file, or all of a CSV file. */
  static NumberFile read(Path file, String name) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
        ? readNpz(file, name)
        : readCsv(file);
  }

  private static NumberFile readNpz(Path file, String name) {
    Map<String, NpyArray> arrays = NpzFile.read(file);
    NpyArray only = arrays.size() == 1 ? arrays.values().iterator().next() : null;
    NpyArray values = only == null ? arrays.get(name) : only;
    if (values == null) {
      throw new InputException(
          file
              + " must have an array called "
              + name
              + ", or one array; it has "
              + String.join(", ", arrays.keySet())
              + ".");
    }
    NpyArray labels = arrays.get("labels");
    return new NumberFile(
        rows(file, values), labels == null ? new int[0] : labels.classes(), values.isBytes());
  }

  private static float[][] rows(Path file, NpyArray array) {
    if (array.shape().length < 2 || array.size() == 0) {
      throw new InputException(
          file
              + " must have a row for each image or code, but the array is "
              + NpyArray.shown(array.shape()));
    }
    int count = array.shape()[0];
    int width = array.size() / count;
    float[][] rows = new float[count][width];
    for (int i = 0; i < array.size(); i++) {
      rows[i / width][i % width] = (float) array.number(i);
    }
    return rows;
  }

  private static NumberFile readCsv(Path file) {
    CsvTable table = CsvTable.read(file, "label");
    int[] classes = new int[table.labels().size()];
    for (int i = 0; i < classes.length; i++) {
      String label = table.labels().get(i);
      if (!WHOLE.matcher(label).matches()) {
        throw new InputException(
            file + " has the label \"" + label + "\"; a label is the number of a class.");
      }
      classes[i] = (int) Double.parseDouble(label);
    }
    boolean whole = true;
    float greatest = 0;
    for (float[] row : table.values()) {
      for (float value : row) {
        whole &= value == Math.rint(value) && value >= 0 && value <= 255;
        greatest = Math.max(greatest, value);
      }
    }
    return new NumberFile(table.values().toArray(float[][]::new), classes, whole && greatest > 1);
  }
}
