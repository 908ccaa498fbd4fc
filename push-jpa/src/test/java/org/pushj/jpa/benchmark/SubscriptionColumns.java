package org.pushj.jpa.benchmark;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What plain JDBC reads of a subscription: the columns that the store reads too. */
final class SubscriptionColumns {
  private static final List<String> TEXTS =
      List.of(
          "id",
          "resource",
          "requested_hub",
          "topic",
          "hub",
          "callback",
          "callback_base",
          "secret",
          "state",
          "pending_kind",
          "pending_topic",
          "pending_hub",
          "pending_callback",
          "pending_callback_base",
          "pending_secret",
          "former_topic",
          "former_hub",
          "former_callback",
          "former_callback_base",
          "former_secret",
          "problem");

  private static final List<String> NUMBERS =
      List.of(
          "requested_lease",
          "is_signed",
          "lease_starts_at",
          "lease_ends_at",
          "pending_since",
          "former_ends_at",
          "former_asked_at",
          "attempts",
          "due_at",
          "last_update_at",
          "created_at",
          "version");

  private SubscriptionColumns() {}

  /** Lists all columns, each with the alias of the table. */
  static String of(String alias) {
    return IntStream.range(0, TEXTS.size() + NUMBERS.size())
        .mapToObj(
            i -> alias + "." + (i < TEXTS.size() ? TEXTS.get(i) : NUMBERS.get(i - TEXTS.size())))
        .collect(Collectors.joining(", "));
  }

  /** Reads all columns of all rows. Returns how many rows there were. */
  static int readAll(ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      read(rows);
      count++;
    }
    return count;
  }

  /** Reads all columns of a row. Returns the values, the id first. */
  static @Nullable Object[] read(ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[TEXTS.size() + NUMBERS.size()];
    for (int i = 0; i < values.length; i++) {
      if (i < TEXTS.size()) {
        values[i] = row.getString(i + 1);
      } else {
        long number = row.getLong(i + 1);
        values[i] = row.wasNull() ? null : number;
      }
    }
    return values;
  }
}
