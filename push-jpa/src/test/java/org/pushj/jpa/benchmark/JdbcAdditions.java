package org.pushj.jpa.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.pushj.spi.InboxEntry;

/** Inserts the same contents through plain JDBC, each with an id and nothing else. */
final class JdbcAdditions implements Worker {
  static final String TABLE =
      "CREATE TABLE plain_update (id VARCHAR(36) PRIMARY KEY, content BYTEA NOT NULL)";

  private final SampleUpdates updates;
  private final Connection connection;
  private final PreparedStatement insert;

  JdbcAdditions(DataSource database, SampleUpdates updates) throws SQLException {
    this.updates = updates;
    this.connection = database.getConnection();
    this.insert =
        connection.prepareStatement("INSERT INTO plain_update (id, content) VALUES (?, ?)");
  }

  @Override
  public int work() throws SQLException {
    InboxEntry update = updates.next();
    insert.setString(1, update.id().toString());
    insert.setBytes(2, updates.content());
    return insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
