package org.pushj.examples.benchmarks.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One connection to the database for each thread, with its statements. */
@State(Scope.Thread)
public class JdbcConnection {
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private Connection connection;

  /** Connects. */
  @Setup
  public void open() throws SQLException {
    connection = DriverManager.getConnection(System.getProperty(BenchmarkDatabase.URL));
    connection.setAutoCommit(false);
  }

  /** Disconnects, which closes the statements too. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
  }

  /** Returns the statement, which is prepared the first time, with these parameters. */
  PreparedStatement statement(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  void commit() throws SQLException {
    connection.commit();
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
