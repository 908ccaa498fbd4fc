package org.pushj.jpa.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Looks subscriptions up by their callback tokens through plain JDBC. */
final class JdbcLookups implements Worker {
  private static final String FIND =
      "SELECT "
          + SubscriptionColumns.of("s")
          + " FROM push_callback c JOIN push_subscription s ON s.id = c.subscription_id"
          + " WHERE c.token = ?";

  private final Tokens tokens;
  private final Connection connection;
  private final PreparedStatement find;

  JdbcLookups(DataSource database, Tokens tokens) throws SQLException {
    this.tokens = tokens;
    this.connection = database.getConnection();
    this.find = connection.prepareStatement(FIND);
  }

  @Override
  public int work() throws SQLException {
    find.setString(1, tokens.next().value());
    try (ResultSet rows = find.executeQuery()) {
      return SubscriptionColumns.readAll(rows);
    }
  }

  @Override
  public void close() throws SQLException {
    find.close();
    connection.close();
  }
}
