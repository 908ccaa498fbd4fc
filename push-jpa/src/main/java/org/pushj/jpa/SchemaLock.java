package org.pushj.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps two nodes from creating tables at the same time, and makes what was created whole where the
 * database can do that.
 */
final class SchemaLock implements AutoCloseable {
  /** A number that no one else is likely to lock. */
  private static final long POSTGRESQL_KEY = 0x70757368_6a706131L;

  private static final int WAIT_SECONDS = 60;

  private final Connection connection;
  private final boolean transactional;
  private final boolean named;

  private SchemaLock(Connection connection, String database) throws SQLException {
    this.connection = connection;
    this.transactional = database.equals("postgresql");
    this.named = database.equals("mariadb");
    connection.setAutoCommit(!transactional);
  }

  static SchemaLock of(String database, Connection connection) throws SQLException {
    SchemaLock lock = new SchemaLock(connection, database);
    if (lock.transactional) {
      lock.query("SELECT pg_advisory_xact_lock(" + POSTGRESQL_KEY + ")");
    }
    if (lock.named && lock.query("SELECT GET_LOCK('push_schema', " + WAIT_SECONDS + ")") != 1) {
      throw new SQLException("another node has been creating tables for " + WAIT_SECONDS + " s");
    }
    return lock;
  }

  /** Keeps what was created. */
  void done() throws SQLException {
    if (transactional) {
      connection.commit();
    }
  }

  /** Ends the lock; what was not {@link #done} is undone if the database can do that. */
  @Override
  public void close() throws SQLException {
    if (transactional) {
      connection.rollback();
    }
    if (named) {
      query("SELECT RELEASE_LOCK('push_schema')");
    }
  }

  private int query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() && result.getObject(1) instanceof Number number ? number.intValue() : 0;
    }
  }
}
