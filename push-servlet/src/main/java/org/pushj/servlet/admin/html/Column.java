package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a list, declared once for the table and for JSON. Each list has {@link #ID} and
 * {@link #TOPIC}.
 *
 * @param name its name in JSON
 * @param value its value in JSON
 * @param head its head in the table; null if it is in JSON alone
 * @param cell its cell in the table; null if a {@link RowForm} makes it
 */
public record Column<E>(
    String name,
    BiFunction<E, Instant, @Nullable Object> value,
    @Nullable String head,
    @Nullable BiFunction<E, Instant, Tag> cell) {
  public static final String ID = "id";
  static final String TOPIC = "topic";

  /** Makes a column that is in JSON alone. */
  static <E> Column<E> json(String name, Function<E, @Nullable Object> value) {
    return new Column<>(name, (entry, now) -> value.apply(entry), null, null);
  }

  /** Makes the first column of the table, which selects a row and leads to its page. */
  static <E> Column<E> topic(Function<E, @Nullable Object> value) {
    return new Column<>(TOPIC, (entry, now) -> value.apply(entry), "Topic", null);
  }

  /** Makes a column of texts, which may have come from outside. */
  static <E> Column<E> text(String name, String head, Function<E, @Nullable String> value) {
    return new Column<>(
        name,
        (entry, now) -> value.apply(entry),
        head,
        (entry, now) -> Words.foreign(value.apply(entry)));
  }

  /** Makes a column of numbers. */
  static <E> Column<E> number(String name, String head, Function<E, Number> value) {
    return new Column<>(
        name,
        (entry, now) -> value.apply(entry),
        head,
        (entry, now) -> Tag.of("span", value.apply(entry).toString()));
  }

  /** Makes a column of times. */
  static <E> Column<E> time(String name, String head, Function<E, @Nullable Instant> value) {
    return new Column<>(
        name,
        (entry, now) -> value.apply(entry),
        head,
        (entry, now) -> Words.time(value.apply(entry), now));
  }

  /** Returns the heads of the table. */
  static <E> List<String> heads(List<Column<E>> columns) {
    return columns.stream().map(Column::head).flatMap(Stream::ofNullable).toList();
  }

  /** Returns the row of an entry in the table. */
  static <E> RowForm.Row row(List<Column<E>> columns, E entry, Instant now) {
    Map<String, @Nullable Object> json = json(columns, entry, now);
    return new RowForm.Row(
        String.valueOf(json.get(ID)),
        String.valueOf(json.get(TOPIC)),
        columns.stream()
            .map(Column::cell)
            .flatMap(Stream::ofNullable)
            .map(cell -> cell.apply(entry, now))
            .toList());
  }

  /** Returns an entry for programs. */
  public static <E> Map<String, @Nullable Object> json(
      List<Column<E>> columns, E entry, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    columns.forEach(each -> json.put(each.name, each.value.apply(entry, now)));
    return json;
  }
}
