package org.pushj.jpa.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in plain text: the first column is flush left, the others are flush right. */
final class TextTable {
  private static final String GAP = "   ";

  private final List<List<String>> lines = new ArrayList<>();

  TextTable(List<String> heads) {
    lines.add(heads);
  }

  /** Adds a line with as many cells as there are heads. */
  void add(List<String> cells) {
    lines.add(cells);
  }

  @Override
  public String toString() {
    return lines.stream().map(this::text).collect(Collectors.joining("\n"));
  }

  private String text(List<String> cells) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(width(column) - cells.get(column).length());
      text.append(column == 0 ? "" : GAP)
          .append(column == 0 ? cells.get(column) + padding : padding + cells.get(column));
    }
    return text.toString();
  }

  private int width(int column) {
    return lines.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
  }
}
