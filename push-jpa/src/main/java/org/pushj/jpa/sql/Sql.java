package org.pushj.jpa.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, or a part of one. A null among the values is written as {@code NULL} into the text,
 * since databases and providers disagree about the type of a null that is bound.
 *
 * @param text in SQL, with a question mark for each value and no other
 * @param values texts, whole numbers and arrays of bytes
 */
public record Sql(String text, List<Object> values) {
  private static final Sql NOTHING = new Sql("", List.of());

  /**
   * Makes a statement, or a part of one.
   *
   * @param text with a question mark for each value
   * @param values numbers, arrays of bytes and nulls; instants, which are bound as milliseconds;
   *     collections, which become lists in parentheses; parts of SQL, which take the place of the
   *     mark; anything else is bound as its text
   */
  public static Sql of(String text, @Nullable Object... values) {
    return NOTHING.with(text, values);
  }

  /** Makes a list without parentheses. */
  public static Sql list(Collection<? extends @Nullable Object> values) {
    return of(String.join(", ", Collections.nCopies(values.size(), "?")), values.toArray());
  }

  /** Returns the first whole millisecond that is not before an instant. */
  public static long millisFrom(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }

  public static @Nullable Long millisFromOrNull(@Nullable Instant instant) {
    return instant == null ? null : millisFrom(instant);
  }

  /** Appends more to the statement; text and values are as in {@link #of}. */
  public Sql with(String more, @Nullable Object... added) {
    Builder builder = new Builder();
    builder.append(text);
    builder.values.addAll(values);
    builder.append(more, Arrays.asList(added).iterator());
    return new Sql(builder.text.toString(), List.copyOf(builder.values));
  }

  /** Appends a condition after the word AND; nothing if its value is null. */
  public Sql andIf(String condition, @Nullable Object value) {
    return value == null ? this : with(" AND " + condition, value);
  }

  /** Returns the text alone: values may be tokens. */
  @Override
  public String toString() {
    return text;
  }

  /** What a statement is put together from. */
  private static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    void append(String more) {
      text.append(more);
    }

    void append(String more, Iterator<? extends @Nullable Object> added) {
      int from = 0;
      for (int mark = more.indexOf('?'); mark >= 0; mark = more.indexOf('?', from)) {
        text.append(more, from, mark);
        append(added.next());
        from = mark + 1;
      }
      text.append(more, from, more.length());
      if (added.hasNext()) {
        throw new IllegalArgumentException("more values than question marks in: " + more);
      }
    }

    private void append(@Nullable Object value) {
      if (value == null) {
        text.append("NULL");
      } else if (value instanceof Sql part) {
        text.append(part.text);
        values.addAll(part.values);
      } else if (value instanceof Collection<?> list) {
        append(Sql.of("(?)", list.isEmpty() ? null : Sql.list(list)));
      } else {
        text.append('?');
        values.add(bound(value));
      }
    }

    private static Object bound(Object value) {
      if (value instanceof Number || value instanceof byte[]) {
        return value;
      }
      if (value instanceof Instant instant) {
        return instant.toEpochMilli();
      }
      return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
  }
}
