package org.pushj.jpa.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two nodes from creating tables at the same time, and makes what was created whole where the
 * database can do that. H2 has no lock for it, and usually one process.
 */
public final class SchemaLock implements AutoCloseable {
  /** A number that nothing else is likely to lock. */
  private static final long POSTGRESQL_KEY = 0x70757368_6a706131L;

  private static final int WAIT_SECONDS = 60;
  private static final ReentrantLock PROCESS = new ReentrantLock();

  private final Database database;
  private final Connection connection;
  private final boolean autoCommit;

  private SchemaLock(Database database, Connection connection) throws SQLException {
    this.database = database;
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
  }

  public static SchemaLock of(Database database, Connection connection) throws SQLException {
    SchemaLock lock = new SchemaLock(database, connection);
    connection.setAutoCommit(!lock.isTransactional());
    switch (database) {
      case POSTGRESQL -> lock.query("SELECT pg_advisory_xact_lock(" + POSTGRESQL_KEY + ")");
      case MARIADB -> lock.lockName();
      case H2 -> PROCESS.lock();
    }
    return lock;
  }

  private void lockName() throws SQLException {
    if (query("SELECT GET_LOCK('push_schema', " + WAIT_SECONDS + ")") != 1) {
      throw new SQLException(
          "another node has been creating tables for " + WAIT_SECONDS + " seconds");
    }
  }

  /** Tells whether tables are created in a transaction. */
  private boolean isTransactional() {
    return database == Database.POSTGRESQL;
  }

  /** Keeps what was created. */
  public void done() throws SQLException {
    if (isTransactional()) {
      connection.commit();
    }
  }

  /** Ends the lock; what was not {@link #done} is undone if the database can do that. */
  @Override
  public void close() throws SQLException {
    switch (database) {
      case POSTGRESQL -> connection.rollback();
      case MARIADB -> query("SELECT RELEASE_LOCK('push_schema')");
      case H2 -> PROCESS.unlock();
    }
    connection.setAutoCommit(autoCommit);
  }

  private int query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() && result.getObject(1) instanceof Number number ? number.intValue() : 0;
    }
  }
}
