package org.pushj.examples.benchmarks.callback;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Looks subscriptions up by plain JDBC, with a connection of a pool. */
final class JdbcLookUp implements BareServlet.LookUp {
  private static final String FIND =
      "SELECT s.* FROM push_subscription_key k JOIN push_subscription s"
          + " ON s.id = k.subscription_id WHERE k.unique_key = ?";

  private final DataSource database;

  JdbcLookUp(DataSource database) {
    this.database = database;
  }

  @Override
  public boolean exists(String callback) throws IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, callback);
      try (ResultSet row = statement.executeQuery()) {
        boolean exists = row.next();
        for (int i = row.getMetaData().getColumnCount(); exists && i > 0; i--) {
          row.getObject(i);
        }
        return exists;
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
