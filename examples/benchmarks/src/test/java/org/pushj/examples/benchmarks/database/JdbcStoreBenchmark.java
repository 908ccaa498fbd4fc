package org.pushj.examples.benchmarks.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;

/** Does by plain JDBC what {@link StoreBenchmark} does through a store. */
public class JdbcStoreBenchmark {
  private static final long LATER = 60_000;

  private static final String FIND =
      "SELECT s.* FROM push_subscription_key k JOIN push_subscription s"
          + " ON s.id = k.subscription_id WHERE k.unique_key = ?";

  private static final String CLAIM =
      "UPDATE push_subscription w SET claimed_until = ?, version = w.version + 1 WHERE w.id IN"
          + " (SELECT id FROM push_subscription WHERE due_at <= ? AND claimed_until <= ?"
          + " ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT ?) RETURNING w.*";

  /** Looks a subscription up by its callback token. */
  @Benchmark
  public int lookUp(JdbcConnection jdbc, Tokens tokens) throws SQLException {
    try (ResultSet rows = jdbc.statement(FIND, tokens.next().value()).executeQuery()) {
      return JdbcConnection.readAll(rows).size();
    } finally {
      jdbc.giveBack();
    }
  }

  /** Claims a batch by one statement. */
  @Benchmark
  public int claim(JdbcConnection jdbc, ClaimedRows claimed) throws SQLException {
    long now = System.currentTimeMillis();
    try (ResultSet rows =
        jdbc.statement(CLAIM, now + LATER, now, now, StoreBenchmark.BATCH).executeQuery()) {
      return claimed.note(JdbcConnection.readAll(rows));
    } finally {
      jdbc.giveBack();
    }
  }
}
