package org.vaelab.data.number;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * A CSV file of numbers, in which one column may be labels. The first row is a header where none of
 * its values is a number.
 *
 * @param header names of the columns; empty where the file has none
 * @param values the numbers of each row but the label, in the order of the columns
 * @param labels as they are written; empty where there is no such column
 */
public record CsvTable(List<String> header, List<float[]> values, List<String> labels) {
  /** What is done with a row. */
  @FunctionalInterface
  private interface RowReader {
    void accept(CSVRecord row, int label);
  }

  /**
   * Reads all of a file.
   *
   * @param file CSV in UTF-8
   * @param label the column of the labels, whatever its case; may be missing
   * @return its rows
   * @throws InputException when a value is missing or no finite number, or rows differ in length
   */
  public static CsvTable read(Path file, String label) {
    List<float[]> values = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> header =
        over(
            file,
            label,
            (row, column) -> {
              if (column >= 0) {
                labels.add(label(file, row, column));
              }
              values.add(numbers(file, row, column));
            });
    return new CsvTable(header, values, labels);
  }

  /**
   * Reads the labels alone.
   *
   * @param file CSV in UTF-8
   * @param label their column, whatever its case
   * @return a label for each row; empty where there is no such column
   * @throws InputException when one is missing, or rows differ in length
   */
  public static List<String> labels(Path file, String label) {
    List<String> labels = new ArrayList<>();
    over(
        file,
        label,
        (row, column) -> {
          if (column >= 0) {
            labels.add(label(file, row, column));
          }
        });
    return labels;
  }

  /** Gives the header. */
  private static List<String> over(Path file, String label, RowReader reader) {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVFormat.DEFAULT.parse(text)) {
      Iterator<CSVRecord> rows = parser.iterator();
      CSVRecord row = rows.hasNext() ? rows.next() : null;
      boolean named =
          row != null && Arrays.stream(row.values()).noneMatch(each -> number(each) != null);
      int width = row == null ? 0 : row.size();
      List<String> header = row == null || !named ? List.of() : strip(row);
      int column =
          header.stream()
              .map(each -> each.toLowerCase(Locale.ROOT))
              .toList()
              .indexOf(label.toLowerCase(Locale.ROOT));
      if (named) {
        row = rows.hasNext() ? rows.next() : null;
      }
      if (row == null) {
        throw new InputException(file + " has no rows of numbers.");
      }
      while (row != null) {
        if (row.size() != width) {
          throw new InputException(
              place(file, row)
                  + " has "
                  + row.size()
                  + " values, but the first row has "
                  + width
                  + ".");
        }
        reader.accept(row, column);
        row = rows.hasNext() ? rows.next() : null;
      }
      return header;
    } catch (IOException | UncheckedIOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static List<String> strip(CSVRecord row) {
    return Arrays.stream(row.values()).map(String::strip).toList();
  }

  private static String label(Path file, CSVRecord row, int column) {
    String label = row.get(column).strip();
    if (label.isEmpty()) {
      throw new InputException(place(file, row) + " has no label.");
    }
    return label;
  }

  private static float[] numbers(Path file, CSVRecord row, int label) {
    float[] numbers = new float[label < 0 ? row.size() : row.size() - 1];
    for (int i = 0, next = 0; i < row.size(); i++) {
      if (i == label) {
        continue;
      }
      Float number = number(row.get(i));
      if (number == null) {
        throw new InputException(
            place(file, row)
                + " column "
                + (i + 1)
                + ", must be a number, was \""
                + row.get(i)
                + "\".");
      }
      numbers[next++] = number;
    }
    return numbers;
  }

  private static String place(Path file, CSVRecord row) {
    return file + ", row " + row.getRecordNumber() + ",";
  }

  private static @Nullable Float number(String text) {
    try {
      float number = Float.parseFloat(text.strip());
      return Float.isFinite(number) ? number : null;
    } catch (NumberFormatException word) {
      return null;
    }
  }
}
