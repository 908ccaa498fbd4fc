package org.pushj.examples.reader.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** A database for a reader, which a test inspects while the reader is dead. */
public interface ReaderDatabase {
  /** Counts the updates in an inbox. */
  String IN_INBOX = "SELECT count(*) FROM push_update";

  /** Returns the settings of a reader that uses it. */
  Map<String, String> environment();

  /** Counts the updates in the inbox. */
  long inInbox();

  /** Runs a statement. */
  void execute(String sql);

  /** Returns an empty database on a PostgreSQL server. */
  static AtServer postgres() {
    return new AtServer(Postgres.newDatabase());
  }

  /** Returns the database of a server. */
  static AtServer of(StoppableServer server) {
    return new AtServer(server.database());
  }

  /**
   * Returns an H2 database in a folder.
   *
   * @param folder an empty folder
   */
  static ReaderDatabase inFolder(Path folder) {
    return new InFolder(folder.resolve("data"), folder.resolve("copy"));
  }

  /** A database on a server that asks for no password. */
  record AtServer(DatabaseSettings.Server server) implements ReaderDatabase {
    @Override
    public Map<String, String> environment() {
      return Map.of(
          DatabaseSettings.URL,
          server.jdbcUrl(),
          DatabaseSettings.USER,
          Objects.requireNonNull(server.user()));
    }

    @Override
    public long inInbox() {
      return number(IN_INBOX);
    }

    /** Runs a query that returns one number. */
    public long number(String sql) {
      try (Connection connection = open();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void execute(String sql) {
      try (Connection connection = open();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private Connection open() throws SQLException {
      return DriverManager.getConnection(server.jdbcUrl(), server.user(), null);
    }
  }

  /** A database in a folder; inspected as a copy, so that only a reader ever recovers it. */
  record InFolder(Path data, Path copy) implements ReaderDatabase {
    @Override
    public Map<String, String> environment() {
      return Map.of(DatabaseSettings.DATA, data.toString());
    }

    @Override
    public long inInbox() {
      try {
        Files.createDirectories(copy);
        String file = "reader.mv.db";
        Files.copy(data.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        try (Connection connection = open(copy);
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(IN_INBOX)) {
          rows.next();
          return rows.getLong(1);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void execute(String sql) {
      try (Connection connection = open(data);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Connection open(Path folder) throws SQLException {
      return DriverManager.getConnection("jdbc:h2:" + folder.resolve("reader"), "", "");
    }
  }
}
