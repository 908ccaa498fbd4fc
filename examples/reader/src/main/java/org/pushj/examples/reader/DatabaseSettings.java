package org.pushj.examples.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which database the reader keeps its data in. */
public sealed interface DatabaseSettings {
  /** The variable of the environment with the folder of an embedded database. */
  String DATA = "PUSH_DATA";

  /** The variable of the environment with the URL of a database at a server. */
  String URL = "PUSH_JDBC_URL";

  /** The variable of the environment with the name by which that server knows the reader. */
  String USER = "PUSH_JDBC_USER";

  /** The variable of the environment with the password for that server. */
  String PASSWORD = "PUSH_JDBC_PASSWORD";

  /**
   * Reads the settings from {@value #DATA}, or else from {@value #URL}, {@value #USER} and {@value
   * #PASSWORD}.
   *
   * @return empty if none of them is set
   * @throws IllegalArgumentException if one of them is not possible; the message names the
   *     variable, its value and what is possible
   */
  static Optional<DatabaseSettings> fromEnvironment(Map<String, String> environment) {
    String data = environment.getOrDefault(DATA, "").strip();
    String url = environment.getOrDefault(URL, "").strip();
    String user = environment.getOrDefault(USER, "").strip();
    String password = environment.getOrDefault(PASSWORD, "");
    if (!data.isEmpty() && !url.isEmpty()) {
      throw ReaderSettings.notPossible(
          DATA, data, "a folder only where " + URL + " is not set: choose one of the two", null);
    }
    if (url.isEmpty() && !(user.isEmpty() && password.isEmpty())) {
      throw new IllegalArgumentException(
          USER + " and " + PASSWORD + " are not possible without " + URL);
    }
    if (!url.isEmpty()) {
      return Optional.of(
          new Server(url, user.isEmpty() ? null : user, password.isEmpty() ? null : password));
    }
    return data.isEmpty() ? Optional.empty() : Optional.of(Folder.of(data));
  }

  /** Returns the URL for JDBC; it holds no password. */
  String jdbcUrl();

  /** Returns the exception for a database that turned out not to be usable. */
  IllegalArgumentException notUsable(String why, Throwable cause);

  /**
   * An H2 database in a folder.
   *
   * @param path the folder; it is created if it does not exist
   */
  record Folder(Path path) implements DatabaseSettings {
    private static final String POSSIBLE = "a folder that exists or can be created, to write into";

    /**
     * The settings of the database:
     *
     * <ul>
     *   <li>a commit waits until it is written; otherwise H2 collects what is committed for half a
     *       second, and a killed process would take updates along whose hubs were told that they
     *       are safe. What the operating system has not written yet is still lost with the power;
     *   <li>the reader itself closes the database, after the last request;
     *   <li>H2 writes no log of its own: its messages show the values of rows.
     * </ul>
     */
    private static final String H2 = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /**
     * Checks the folder.
     *
     * @throws IllegalArgumentException if its path has a semicolon, behind which H2 reads settings
     */
    public Folder {
      if (path.toAbsolutePath().toString().contains(";")) {
        throw ReaderSettings.notPossible(DATA, path.toString(), POSSIBLE + ", without ;", null);
      }
    }

    private static Folder of(String text) {
      try {
        return new Folder(Path.of(text));
      } catch (InvalidPathException e) {
        throw ReaderSettings.notPossible(DATA, text, POSSIBLE, e);
      }
    }

    /** Creates the folder where there is none. */
    void create() {
      try {
        Files.createDirectories(path);
      } catch (IOException e) {
        throw ReaderSettings.notPossible(DATA, path.toString(), POSSIBLE, e);
      }
      if (!Files.isWritable(path)) {
        throw ReaderSettings.notPossible(DATA, path.toString(), POSSIBLE, null);
      }
    }

    /**
     * {@inheritDoc}
     *
     * <p>H2 reads and writes the file on threads of its own ({@code async}): a thread that is
     * interrupted while it does so itself closes the file for all.
     */
    @Override
    public String jdbcUrl() {
      return "jdbc:h2:async:" + path.toAbsolutePath().resolve("reader") + H2;
    }

    @Override
    public IllegalArgumentException notUsable(String why, Throwable cause) {
      return ReaderSettings.notPossible(DATA, path.toString(), POSSIBLE + "; " + why, cause);
    }
  }

  /**
   * A database at a server, which readers may share.
   *
   * @param jdbcUrl the URL for JDBC, without a password
   * @param user the name by which the server knows the reader; null: the driver's default
   * @param password the password; null: none
   */
  record Server(String jdbcUrl, @Nullable String user, @Nullable String password)
      implements DatabaseSettings {
    private static final String POSSIBLE =
        "the URL of a database that answers, as jdbc:postgresql://host/name or"
            + " jdbc:mariadb://host/name";

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Who waits longer for an answer gives up the connection, as the network may have broken. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(20);

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is not one of PostgreSQL or MariaDB, or has a password
     */
    public Server {
      if (jdbcUrl.contains("@") || jdbcUrl.toLowerCase(Locale.ROOT).contains("password")) {
        // Whatever else it may be, it is not shown.
        throw new IllegalArgumentException(
            URL + " must not hold a password: it belongs in " + PASSWORD);
      }
      if (!jdbcUrl.startsWith(POSTGRESQL) && !jdbcUrl.startsWith("jdbc:mariadb:")) {
        throw ReaderSettings.notPossible(URL, jdbcUrl, POSSIBLE, null);
      }
    }

    /** Returns what else the driver is told. What stands in the URL counts more. */
    Map<String, String> properties() {
      // Seconds for PostgreSQL, milliseconds for MariaDB.
      long limit =
          jdbcUrl.startsWith(POSTGRESQL) ? MAX_SILENCE.toSeconds() : MAX_SILENCE.toMillis();
      return Map.of("socketTimeout", Long.toString(limit));
    }

    @Override
    public IllegalArgumentException notUsable(String why, Throwable cause) {
      return ReaderSettings.notPossible(URL, jdbcUrl, POSSIBLE + "; " + why, cause);
    }

    /** Returns a text for a log: without the password. */
    @Override
    public String toString() {
      return "Server[" + jdbcUrl + ", " + user + "]";
    }
  }
}
