package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements past the provider, each a transaction of its own. That is one exchange with the
 * database; a transaction has one more, to commit.
 *
 * @param dataSource where the tables are; null if it is not known, then nothing runs here
 */
record DirectConnections(@Nullable DataSource dataSource) {
  /** The property of a factory that tells the data source. */
  static final String DATA_SOURCE = "org.pushj.dataSource";

  /** Returns those to the database of a factory, if {@link PushPersistence} has made it. */
  static DirectConnections of(EntityManagerFactory factory) {
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
  <T> T call(Function<Statements, T> work, Supplier<T> otherwise) {
    if (dataSource == null) {
      return otherwise.get();
    }
    try (Connection connection = dataSource.getConnection()) {
      if (connection.getAutoCommit()) {
        return work.apply(new ConnectionStatements(connection));
      }
    } catch (SQLException e) {
      throw new PersistenceException("no connection to the database: " + e.getMessage(), e);
    }
    return otherwise.get();
  }
}
