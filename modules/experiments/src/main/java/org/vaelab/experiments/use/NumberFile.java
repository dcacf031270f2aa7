package org.vaelab.experiments.use;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * Rows of numbers in an NPZ or a CSV file.
 *
 * @param values N rows of equally many numbers
 * @param classes of the rows; empty where the file has none
 * @param bytes whether the numbers are whole ones of 0 to 255
 */
record NumberFile(float[][] values, int[] classes, boolean bytes) {
  /** Whether {@code file} can be such a file, by its name. */
  static boolean isOne(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npz") || name.endsWith(".csv");
  }

  /** Reads the array {@code name} of an NPZ file, or all of a CSV file. */
  static NumberFile read(Path file, String name, NDManager manager) {
    try {
      return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")
          ? readNpz(file, name, manager)
          : readCsv(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static NumberFile readNpz(Path file, String name, NDManager manager) throws IOException {
    try (NDManager scratch = manager.newSubManager();
        InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      NDList arrays = NDList.decode(scratch, stream);
      NDArray values = arrays.size() == 1 ? arrays.head() : arrays.get(name);
      if (values == null) {
        throw new InputException(
            file
                + " must have an array called "
                + name
                + ", or one array; it has "
                + String.join(
                    ", ", arrays.stream().map(each -> String.valueOf(each.getName())).toList()));
      }
      NDArray labels = arrays.get("labels");
      boolean bytes = values.getDataType() == DataType.UINT8;
      return new NumberFile(
          rows(file, values),
          labels == null ? new int[0] : labels.toType(DataType.INT32, false).toIntArray(),
          bytes);
    } catch (IllegalArgumentException | UnsupportedOperationException | IllegalStateException no) {
      throw new InputException(
          file
              + " is no NPZ file of plain numbers; objects (pickles) are not read: "
              + no.getMessage(),
          no);
    }
  }

  private static float[][] rows(Path file, NDArray array) {
    if (array.getShape().dimension() < 2 || array.getShape().size() == 0) {
      throw new InputException(
          file + " must have a row for each image or code, but the array is " + array.getShape());
    }
    float[] flat = array.toType(DataType.FLOAT32, false).toFloatArray();
    int count = Math.toIntExact(array.getShape().get(0));
    int width = flat.length / count;
    float[][] rows = new float[count][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
    return rows;
  }

  private static NumberFile readCsv(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      List<CSVRecord> records = CSVFormat.DEFAULT.parse(reader).getRecords();
      int label = -1;
      int first = 0;
      if (!records.isEmpty()
          && Arrays.stream(records.get(0).values()).noneMatch(NumberFile::isNumber)) {
        first = 1;
        label = labelColumn(records.get(0));
      }
      if (records.size() <= first) {
        throw new InputException(file + " has no rows of numbers.");
      }
      return table(file, records.subList(first, records.size()), records.get(0).size(), label);
    }
  }

  private static int labelColumn(CSVRecord header) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).strip().equalsIgnoreCase("label")) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isNumber(String text) {
    try {
      return Float.isFinite(Float.parseFloat(text.strip()));
    } catch (NumberFormatException word) {
      return false;
    }
  }

  private static NumberFile table(Path file, List<CSVRecord> records, int width, int label) {
    List<float[]> values = new ArrayList<>();
    int[] classes = new int[label < 0 ? 0 : records.size()];
    boolean bytes = true;
    float greatest = 0;
    for (CSVRecord record : records) {
      String place = file + ", row " + record.getRecordNumber();
      if (record.size() != width) {
        throw new InputException(
            place + ", has " + record.size() + " values, but the first row has " + width + ".");
      }
      float[] row = new float[label < 0 ? width : width - 1];
      for (int i = 0, next = 0; i < width; i++) {
        if (!isNumber(record.get(i))) {
          throw new InputException(
              place + ", column " + (i + 1) + ", must be a number, was \"" + record.get(i) + "\".");
        }
        float value = Float.parseFloat(record.get(i).strip());
        if (i == label) {
          classes[values.size()] = Math.round(value);
        } else {
          row[next++] = value;
          bytes &= value == Math.rint(value) && value >= 0 && value <= 255;
          greatest = Math.max(greatest, value);
        }
      }
      values.add(row);
    }
    return new NumberFile(values.toArray(float[][]::new), classes, bytes && greatest > 1);
  }
}
