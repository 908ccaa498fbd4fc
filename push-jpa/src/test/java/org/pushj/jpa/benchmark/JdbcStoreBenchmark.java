package org.pushj.jpa.benchmark;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;

/** Does by plain JDBC what {@link StoreBenchmark} does through a store. */
public class JdbcStoreBenchmark {
  /** What is in the names of those that other databases cannot do. */
  static final String POSTGRESQL_ONLY = "InOneStatement";

  private static final String FIND =
      "SELECT s.* FROM push_callback c JOIN push_subscription s ON s.id = c.subscription_id"
          + " WHERE c.token = ?";

  private static final String LOCK =
      "SELECT w.* FROM push_subscription w WHERE w.due_at <= ? ORDER BY w.due_at LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  private static final String CLAIM =
      "UPDATE push_subscription w SET due_at = ?, version = w.version + 1 WHERE w.id IN"
          + " (SELECT id FROM push_subscription WHERE due_at <= ? ORDER BY due_at"
          + " FOR UPDATE SKIP LOCKED LIMIT ?) RETURNING w.*";

  private static final String CLAIM_ONE =
      "UPDATE push_subscription SET due_at = ?, version = version + 1 WHERE id = ?";

  /** Looks a subscription up by its callback token. */
  @Benchmark
  public int lookUp(JdbcConnection jdbc, Tokens tokens) throws SQLException {
    try (ResultSet rows = jdbc.statement(FIND, tokens.next().value()).executeQuery()) {
      return JdbcConnection.readAll(rows);
    } finally {
      jdbc.commit();
    }
  }

  /** Claims a batch by one statement: what a store is measured against. */
  @Benchmark
  public int claimInOneStatement(JdbcConnection jdbc) throws SQLException {
    long now = System.currentTimeMillis();
    try (ResultSet rows =
        jdbc.statement(CLAIM, now + 1, now, StoreBenchmark.BATCH).executeQuery()) {
      return full(JdbcConnection.readAll(rows));
    } finally {
      jdbc.commit();
    }
  }

  /** Claims a batch by one statement that locks it, and then one more for each row. */
  @Benchmark
  public int claimRowByRow(JdbcConnection jdbc) throws SQLException {
    long now = System.currentTimeMillis();
    int claimed = 0;
    try (ResultSet rows = jdbc.statement(LOCK, now, StoreBenchmark.BATCH).executeQuery()) {
      while (rows.next()) {
        claimed += jdbc.statement(CLAIM_ONE, now + 1, rows.getString("id")).executeUpdate();
      }
    } finally {
      jdbc.commit();
    }
    return full(claimed);
  }

  private static int full(int claimed) {
    if (claimed != StoreBenchmark.BATCH) {
      throw new IllegalStateException("claimed " + claimed + " instead of " + StoreBenchmark.BATCH);
    }
    return claimed;
  }
}
