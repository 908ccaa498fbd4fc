package org.pushj.examples.war;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.pushj.jpa.PushSchema;

/** The database with the notices and the queued pings. */
final class BoardDatabase implements AutoCloseable {
  private final HikariDataSource dataSource;
  private final EntityManagerFactory factory;

  private BoardDatabase(HikariDataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    PushSchema.create(dataSource);
    createTable();
    this.factory =
        Persistence.createEntityManagerFactory(
            "board", Map.of("jakarta.persistence.nonJtaDataSource", dataSource));
  }

  /**
   * Opens the database, and creates missing tables.
   *
   * @throws IllegalStateException if it cannot be used
   */
  static BoardDatabase open(BoardSettings settings) {
    // With this constructor it connects only on first use.
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setPoolName("board");
    dataSource.setJdbcUrl(settings.jdbcUrl());
    dataSource.setUsername(settings.jdbcUser());
    dataSource.setPassword(settings.jdbcPassword());
    try {
      dataSource.setDriverClassName(Drivers.find(settings.jdbcUrl()));
      return new BoardDatabase(dataSource);
    } catch (SQLException | RuntimeException e) {
      dataSource.close();
      throw new IllegalStateException(
          "the database of the board, " + settings.jdbcUrl() + ", cannot be used", e);
    }
  }

  EntityManagerFactory factory() {
    return factory;
  }

  @Override
  public void close() {
    factory.close();
    dataSource.close();
    Drivers.release();
  }

  private void createTable() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Notice.TABLE);
    }
  }
}
