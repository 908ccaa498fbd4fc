package org.pushj.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;

/**
 * The change that is made most, a renewal above all, as one statement on a connection where each
 * statement is a transaction: the row of a subscription whose callback tokens stay. It has the
 * guards of {@link SubscriptionTable#replace}.
 */
final class DirectUpdate {
  private static final List<Integer> TYPES =
      SubscriptionRow.ATTRIBUTES.stream().map(DirectUpdate::type).toList();

  private static final String UPDATE =
      "UPDATE "
          + SubscriptionRow.TABLE
          + " SET "
          + Stream.concat(SubscriptionRow.ATTRIBUTES.stream(), SubscriptionRow.KEYS.stream())
              .map(attribute -> WorkTable.column(attribute) + " = ?")
              .collect(Collectors.joining(", "))
          + " WHERE id = ? AND version = ? AND callback = ? AND COALESCE(pending_callback, '') = ?"
          + " AND COALESCE(former_callback, '') = ?";

  private final SubscriptionMapper mapper;

  DirectUpdate(SubscriptionMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Replaces the row.
   *
   * @return false if its version is not the expected one, or its tokens are not, and nothing was
   *     changed
   */
  boolean replace(Connection connection, Subscription expected, Subscription next)
      throws SQLException {
    SubscriptionRow row = mapper.row(next);
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      @Nullable Object[] values = row.values();
      for (int i = 0; i < values.length; i++) {
        set(update, i + 1, values[i], TYPES.get(i));
      }
      int last = values.length;
      update.setString(++last, row.topicKey);
      update.setString(++last, row.hubKey);
      update.setString(++last, row.id);
      update.setLong(++last, expected.version());
      for (String token : SubscriptionTable.tokenColumns(expected)) {
        update.setString(++last, token);
      }
      return update.executeUpdate() == 1;
    }
  }

  private static void set(PreparedStatement update, int index, @Nullable Object value, int type)
      throws SQLException {
    if (value == null) {
      update.setNull(index, type);
    } else {
      update.setObject(index, value, type);
    }
  }

  private static int type(String attribute) {
    try {
      Class<?> type = SubscriptionRow.class.getDeclaredField(attribute).getType();
      return type == String.class
          ? Types.VARCHAR
          : type == int.class ? Types.INTEGER : Types.BIGINT;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
