package org.pushj.examples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats rows as a table of Markdown, with the machine on top. */
public final class Table {
  private Table() {}

  /** Returns the table as text. */
  public static String of(List<Row> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Row.HEAD.columns());
    rows.forEach(row -> lines.add(row.columns()));
    List<Integer> widths =
        IntStream.range(0, lines.get(0).size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .boxed()
            .toList();
    String rule = widths.stream().map("-"::repeat).collect(Collectors.joining(" | ", "| ", " |"));
    return Stream.of(
            Stream.of(Machine.describe(), ""),
            Stream.of(line(lines.get(0), widths), rule),
            lines.stream().skip(1).map(line -> line(line, widths)))
        .flatMap(each -> each)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> texts, List<Integer> widths) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> texts.get(i) + " ".repeat(widths.get(i) - texts.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
