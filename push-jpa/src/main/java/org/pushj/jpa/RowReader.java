package org.pushj.jpa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the values of one row from left to right. */
final class RowReader {
  private final @Nullable Object[] values;
  private int next;

  RowReader(@Nullable Object[] values) {
    this.values = values;
  }

  @Nullable String textOrNull() {
    return (String) values[next++];
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw new IllegalStateException("column " + next + " of a row is empty");
    }
    return text;
  }

  /** Reads any type of number: what a native query returns differs from database to database. */
  @Nullable Long numberOrNull() {
    Number number = (Number) values[next++];
    return number == null ? null : number.longValue();
  }

  long number() {
    Long number = numberOrNull();
    if (number == null) {
      throw new IllegalStateException("column " + next + " of a row is empty");
    }
    return number;
  }

  @Nullable Instant instantOrNull() {
    Long millis = numberOrNull();
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  Instant instant() {
    return Instant.ofEpochMilli(number());
  }

  void skip(int count) {
    next += count;
  }
}
