package org.vaelab.experiments.comparison;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as text, each column as wide as its widest cell. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with its head.
   *
   * @param head the names of the columns
   */
  public TextTable(List<String> head) {
    rows.add(List.copyOf(head));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the head has
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row has " + cells.size() + " cells, the head " + rows.get(0).size());
    }
    rows.add(List.copyOf(cells));
  }

  /** The table, without a line feed at its end. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(width(i) - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
