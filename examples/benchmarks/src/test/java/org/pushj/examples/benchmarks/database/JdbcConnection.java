package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pool of connections for each thread, as an application has one. Each statement is a transaction
 * of its own.
 */
@State(Scope.Thread)
public class JdbcConnection {
  private HikariDataSource pool;
  private Connection connection;
  private PreparedStatement statement;

  /** Opens the pool. */
  @Setup
  public void open() {
    pool = BenchmarkDatabase.connect(System.getProperty(BenchmarkDatabase.URL));
  }

  /** Closes it. */
  @TearDown
  public void close() {
    pool.close();
  }

  /** Takes a connection, and prepares a statement with these parameters. */
  PreparedStatement statement(String sql, Object... parameters) throws SQLException {
    connection = pool.getConnection();
    statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Gives the connection back. */
  void giveBack() throws SQLException {
    statement.close();
    connection.close();
  }

  /** Reads all columns of all rows, as a store does. Returns the first of each row, its id. */
  static List<String> readAll(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<String> ids = new ArrayList<>();
    while (rows.next()) {
      ids.add(rows.getString(1));
      for (int i = 2; i <= columns; i++) {
        rows.getObject(i);
      }
    }
    return ids;
  }
}
