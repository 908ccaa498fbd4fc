package org.pushj.jpa.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Claims a batch by one statement of plain JDBC: what a store is measured against. */
final class JdbcClaims implements Worker {
  private static final String CLAIM =
      "UPDATE push_subscription w SET due_at = ?, version = w.version + 1 WHERE w.id IN"
          + " (SELECT id FROM push_subscription WHERE due_at <= ? ORDER BY due_at"
          + " FOR UPDATE SKIP LOCKED LIMIT ?) RETURNING "
          + SubscriptionColumns.of("w");

  private final int batch;
  private final Connection connection;
  private final PreparedStatement claim;

  JdbcClaims(DataSource database, int batch) throws SQLException {
    this.batch = batch;
    this.connection = database.getConnection();
    connection.setAutoCommit(false);
    this.claim = connection.prepareStatement(CLAIM);
  }

  @Override
  public int work() throws SQLException {
    long now = System.currentTimeMillis();
    claim.setLong(1, now + 1);
    claim.setLong(2, now);
    claim.setInt(3, batch);
    try (ResultSet rows = claim.executeQuery()) {
      Batches.check(SubscriptionColumns.readAll(rows), batch);
    }
    connection.commit();
    return 1;
  }

  @Override
  public void close() throws SQLException {
    claim.close();
    connection.close();
  }
}
