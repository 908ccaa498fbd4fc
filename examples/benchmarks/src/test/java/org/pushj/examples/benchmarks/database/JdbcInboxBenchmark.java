package org.pushj.examples.benchmarks.database;

import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pushj.spi.InboxEntry;

/** Inserts the contents of {@link InboxBenchmark} by plain JDBC, each with an id and no more. */
public class JdbcInboxBenchmark {
  private static final String INSERT = "INSERT INTO plain_update (id, content) VALUES (?, ?)";

  /** Adds an update. */
  @Benchmark
  public int add(JdbcConnection jdbc, InboxBenchmark.Updates updates, PlainTable table)
      throws SQLException {
    InboxEntry update = updates.next.next();
    int added =
        jdbc.statement(INSERT, update.id().toString(), updates.next.content()).executeUpdate();
    jdbc.giveBack();
    return added;
  }

  /** The table, which is there while it is measured. */
  @State(Scope.Benchmark)
  public static class PlainTable {

    /** Makes the table. */
    @Setup(Level.Trial)
    public void create() throws SQLException {
      SampleRows.execute(
          "CREATE TABLE plain_update (id VARCHAR(36) PRIMARY KEY, content BYTEA NOT NULL)");
    }

    /** Removes the table. */
    @TearDown(Level.Trial)
    public void drop() throws SQLException {
      SampleRows.execute("DROP TABLE plain_update");
    }
  }
}
