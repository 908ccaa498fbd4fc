package org.pushj.jpa.benchmark;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** Does by plain JDBC what {@link StoreBenchmark} does through a store. */
public class JdbcStoreBenchmark {
  /** What is in the names of those that other databases cannot do. */
  static final String POSTGRESQL_ONLY = "InOneStatement";

  private static final long LATER = 60_000;

  private static final String FIND =
      "SELECT s.* FROM push_subscription_key k JOIN push_subscription s"
          + " ON s.id = k.subscription_id WHERE k.unique_key = ?";

  private static final String LOCK =
      "SELECT w.* FROM push_subscription w WHERE w.due_at <= ? AND w.claimed_until <= ?"
          + " ORDER BY w.due_at LIMIT ? FOR UPDATE SKIP LOCKED";

  private static final String CLAIM =
      "UPDATE push_subscription w SET claimed_until = ?, version = w.version + 1 WHERE w.id IN"
          + " (SELECT id FROM push_subscription WHERE due_at <= ? AND claimed_until <= ?"
          + " ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT ?) RETURNING w.*";

  private static final String CLAIM_ONE =
      "UPDATE push_subscription SET claimed_until = ?, version = version + 1 WHERE id = ?";

  /** Looks a subscription up by its callback token. */
  @Benchmark
  public int lookUp(JdbcConnection jdbc, Tokens tokens) throws SQLException {
    try (ResultSet rows = jdbc.statement(FIND, tokens.next().value()).executeQuery()) {
      return JdbcConnection.readAll(rows).size();
    } finally {
      jdbc.commit();
    }
  }

  /** Claims a batch by one statement: what a store is measured against. */
  @Benchmark
  public int claimInOneStatement(JdbcConnection jdbc, ClaimedRows claimed) throws SQLException {
    long now = System.currentTimeMillis();
    try (ResultSet rows =
        jdbc.statement(CLAIM, now + LATER, now, now, StoreBenchmark.BATCH).executeQuery()) {
      return claimed.note(JdbcConnection.readAll(rows));
    } finally {
      jdbc.commit();
    }
  }

  /** Claims a batch by one statement that locks it, and then one more for each row. */
  @Benchmark
  public int claimRowByRow(JdbcConnection jdbc, ClaimedRows claimed) throws SQLException {
    long now = System.currentTimeMillis();
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = jdbc.statement(LOCK, now, now, StoreBenchmark.BATCH).executeQuery()) {
      while (rows.next()) {
        String id = rows.getString("id");
        if (jdbc.statement(CLAIM_ONE, now + LATER, id).executeUpdate() == 1) {
          ids.add(id);
        }
      }
    } finally {
      jdbc.commit();
    }
    return claimed.note(ids);
  }
}
