package org.pushj.examples.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a thread has claimed. It goes to the end of the queue, with the present as its due time,
 * between two measurements: otherwise each claim would pass over all that were claimed before.
 */
@State(Scope.Thread)
public class ClaimedRows {
  private static final String PUT_BACK =
      "UPDATE push_subscription SET due_at = ?, claimed_until = 0 WHERE id = ANY (?)";

  private List<String> ids = List.of();
  private Connection connection;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection(System.getProperty(BenchmarkDatabase.URL));
  }

  /** Disconnects. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Puts the rows back. */
  @TearDown(Level.Invocation)
  public void putBack() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT_BACK)) {
      statement.setLong(1, System.currentTimeMillis());
      statement.setArray(2, connection.createArrayOf("varchar", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /** Notes what was claimed. A batch that is not full would count as a quick one. */
  int note(List<String> claimed) {
    if (claimed.size() != StoreBenchmark.BATCH) {
      throw new IllegalStateException(
          "claimed " + claimed.size() + " instead of " + StoreBenchmark.BATCH);
    }
    ids = claimed;
    return claimed.size();
  }
}
