package org.pushj.jpa.sql;

import jakarta.persistence.PersistenceException;
import java.sql.Blob;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row that was read. Its values are taken from left to right, each once. */
public final class Row {
  private final @Nullable Object[] values;
  private int next;

  public Row(@Nullable Object[] values) {
    this.values = values;
  }

  /** Returns the first value: of a {@link Table} that is the id. */
  public String id() {
    return String.valueOf(values[0]);
  }

  public @Nullable String textOrNull() {
    return (String) values[next++];
  }

  public String text() {
    return present(textOrNull());
  }

  /** Takes a number of any type: what a query returns differs from database to database. */
  public @Nullable Long numberOrNull() {
    Number number = (Number) values[next++];
    return number == null ? null : number.longValue();
  }

  public long number() {
    return present(numberOrNull());
  }

  public int count() {
    return Math.toIntExact(number());
  }

  /** Takes bytes, which H2 returns as a large object. */
  public byte[] bytes() {
    Object value = present(values[next++]);
    try {
      return value instanceof Blob blob
          ? blob.getBytes(1, Math.toIntExact(blob.length()))
          : (byte[]) value;
    } catch (SQLException e) {
      throw new PersistenceException("a large object could not be read", e);
    }
  }

  public @Nullable Instant instantOrNull() {
    Long millis = numberOrNull();
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  public Instant instant() {
    return Instant.ofEpochMilli(number());
  }

  /** Returns the row with all values to be taken again. */
  public Row again() {
    return new Row(values);
  }

  void skip(int count) {
    next += count;
  }

  private <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + next + " of a row is empty");
    }
    return value;
  }
}
