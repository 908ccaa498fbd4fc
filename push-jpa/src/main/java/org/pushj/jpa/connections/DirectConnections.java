package org.pushj.jpa.connections;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.sql.ConnectionStatements;
import org.pushj.jpa.sql.Statements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements past the provider, which would prepare each of them anew. Each is a transaction
 * of its own, which is one exchange with the database; or all are one transaction, which has one
 * more, to commit.
 *
 * @param dataSource where the tables are; null if it is not known, then nothing runs here
 */
public record DirectConnections(@Nullable DataSource dataSource) {
  private static final Logger LOG =
      LoggerFactory.getLogger(DirectConnections.class.getPackageName());

  /** The property of a factory that tells the data source. */
  public static final String DATA_SOURCE = "org.pushj.dataSource";

  /** Returns those to the database of a factory, if {@code PushPersistence} has made it. */
  public static DirectConnections of(EntityManagerFactory factory) {
    return new DirectConnections(
        factory.getProperties().get(DATA_SOURCE) instanceof DataSource dataSource
            ? dataSource
            : null);
  }

  /**
   * Runs statements, if the connection commits each by itself: that is asked each time, since on
   * another connection a change would be lost.
   *
   * @param otherwise runs if there is no such connection
   */
  public <T> T call(Function<Statements, T> work, Supplier<T> otherwise) {
    return on(connection -> work.apply(new ConnectionStatements(connection)), otherwise);
  }

  /** Does the same in one transaction, which is rolled back if the work fails. */
  public <T> T callTogether(Function<Statements, T> work, Supplier<T> otherwise) {
    return on(connection -> together(connection, work), otherwise);
  }

  /**
   * Checks whether a transaction that begins now would be push's own, as far as a look at a
   * connection tells.
   *
   * @throws IllegalStateException if it would be a part of one of JTA
   */
  public void check(JtaCheck check) {
    if (dataSource == null || !check.isNeeded()) {
      return;
    }
    try (Connection connection = dataSource.getConnection()) {
      check.check(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private <T> T on(Work<T> work, Supplier<T> otherwise) {
    if (dataSource == null) {
      return otherwise.get();
    }
    try (Connection connection = dataSource.getConnection()) {
      if (connection.getAutoCommit()) {
        return work.run(connection);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return otherwise.get();
  }

  private static PersistenceException failed(SQLException e) {
    return new PersistenceException("the connection to the database failed: " + e.getMessage(), e);
  }

  private static <T> T together(Connection connection, Function<Statements, T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.apply(new ConnectionStatements(connection));
      connection.commit();
      return result;
    } catch (RuntimeException | Error | SQLException e) {
      rollBack(connection, e);
      throw e;
    } finally {
      restore(connection);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Not every pool does so by itself. A connection that is left as it is, is not used here again.
   */
  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.debug("A connection cannot commit by itself any more", e);
    }
  }

  /** What is done on a connection. */
  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
