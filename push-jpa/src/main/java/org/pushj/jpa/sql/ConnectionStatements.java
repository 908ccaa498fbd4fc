package org.pushj.jpa.sql;

import jakarta.persistence.PersistenceException;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements on a JDBC connection.
 *
 * @param connection in auto-commit mode, so that each statement is a transaction of its own, or in
 *     a transaction
 */
public record ConnectionStatements(Connection connection) implements Statements {
  @Override
  public int run(Sql sql) {
    try (PreparedStatement statement = prepared(sql)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Row> rows(Sql sql) {
    try (PreparedStatement statement = prepared(sql);
        ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      List<Row> read = new ArrayList<>();
      while (rows.next()) {
        @Nullable Object[] values = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
          Object value = rows.getObject(i + 1);
          values[i] = value instanceof Blob ? rows.getBytes(i + 1) : value;
        }
        read.add(new Row(values));
      }
      return read;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public String product() {
    SocketTimeouts.check(connection);
    try {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement prepared(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    try {
      for (int i = 0; i < sql.values().size(); i++) {
        set(statement, i + 1, sql.values().get(i));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof String string) {
      statement.setString(index, string);
    } else {
      statement.setObject(index, value);
    }
  }

  private static PersistenceException failed(SQLException cause) {
    return new PersistenceException("a statement failed: " + cause.getMessage(), cause);
  }
}
