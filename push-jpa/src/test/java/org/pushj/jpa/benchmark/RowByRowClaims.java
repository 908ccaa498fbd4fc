package org.pushj.jpa.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Claims a batch by one statement that locks it, and then one more for each row. */
final class RowByRowClaims implements Worker {
  private static final String LOCK =
      "SELECT "
          + SubscriptionColumns.of("w")
          + " FROM push_subscription w WHERE w.due_at <= ? ORDER BY w.due_at"
          + " FOR UPDATE SKIP LOCKED LIMIT ?";

  private static final String CLAIM =
      "UPDATE push_subscription SET due_at = ?, version = version + 1 WHERE id = ?";

  private final int batch;
  private final Connection connection;
  private final PreparedStatement lock;
  private final PreparedStatement claim;

  RowByRowClaims(DataSource database, int batch) throws SQLException {
    this.batch = batch;
    this.connection = database.getConnection();
    connection.setAutoCommit(false);
    this.lock = connection.prepareStatement(LOCK);
    this.claim = connection.prepareStatement(CLAIM);
  }

  @Override
  public int work() throws SQLException {
    long now = System.currentTimeMillis();
    lock.setLong(1, now);
    lock.setInt(2, batch);
    int claimed = 0;
    try (ResultSet rows = lock.executeQuery()) {
      while (rows.next()) {
        claim.setLong(1, now + 1);
        claim.setObject(2, SubscriptionColumns.read(rows)[0]);
        claimed += claim.executeUpdate();
      }
    }
    connection.commit();
    Batches.check(claimed, batch);
    return 1;
  }

  @Override
  public void close() throws SQLException {
    lock.close();
    claim.close();
    connection.close();
  }
}
