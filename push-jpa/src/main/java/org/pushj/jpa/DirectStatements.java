package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs single statements past the provider, each a transaction of its own. That is one exchange
 * with the database; a transaction has one more, to commit.
 *
 * @param dataSource where the tables are; null if nobody has told, then nothing is run
 */
record DirectStatements(@Nullable DataSource dataSource) {
  /** The property of a factory that tells the data source. */
  static final String DATA_SOURCE = "org.pushj.dataSource";

  /** Returns those on the database of a factory, if {@link PushPersistence} has made it. */
  static DirectStatements of(EntityManagerFactory factory) {
    return new DirectStatements(
        factory.getProperties().get(DATA_SOURCE) instanceof DataSource dataSource
            ? dataSource
            : null);
  }

  /**
   * Runs a statement, if the connection commits each by itself: that is asked each time, since on
   * another connection the change would be lost.
   *
   * @return what the statement returned; false if it was not run
   */
  boolean run(Statement statement) {
    if (dataSource == null) {
      return false;
    }
    try (Connection connection = dataSource.getConnection()) {
      return connection.getAutoCommit() && statement.run(connection);
    } catch (SQLException e) {
      throw new PersistenceException("a statement of its own transaction failed", e);
    }
  }

  /** One statement that changes something. */
  interface Statement {

    /** Runs it, and tells whether something was changed. */
    boolean run(Connection connection) throws SQLException;
  }
}
