package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The numbers of a run's epochs, as metrics.csv has them.
 *
 * @param rows one row per epoch, by column
 */
public record MetricsTable(List<Map<String, Double>> rows) {
  /** Copies the list. */
  public MetricsTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads metrics.csv.
   *
   * @param file that is written after the first epoch
   * @return without rows where it is not there
   * @throws InputException when it is no table of numbers
   */
  public static MetricsTable read(Path file) {
    if (!Files.exists(file)) {
      return new MetricsTable(List.of());
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
    if (lines.isEmpty()) {
      throw noTable(file, "it is empty");
    }
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, Double>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(row(file, columns, line));
    }
    return new MetricsTable(rows);
  }

  private static Map<String, Double> row(Path file, String[] columns, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != columns.length) {
      throw noTable(file, "a row has " + cells.length + " columns instead of " + columns.length);
    }
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      try {
        row.put(columns[i], Double.valueOf(cells[i]));
      } catch (NumberFormatException wrong) {
        throw noTable(file, "a row holds \"" + cells[i] + '"');
      }
    }
    return row;
  }

  private static InputException noTable(Path file, String reason) {
    return new InputException(file + " is no table of numbers: " + reason + ".");
  }

  /**
   * A column.
   *
   * @param name of the column
   * @return one number per epoch; NaN where a row has none
   */
  public double[] column(String name) {
    return rows.stream().mapToDouble(row -> row.getOrDefault(name, Double.NaN)).toArray();
  }
}
