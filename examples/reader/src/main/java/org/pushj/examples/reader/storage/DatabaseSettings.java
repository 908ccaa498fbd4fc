package org.pushj.examples.reader.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.InvalidSettingException;

/** The database that the reader keeps its data in. */
public sealed interface DatabaseSettings {
  /** The environment variable with the folder of an embedded database. */
  String DATA = "PUSH_DATA";

  /** The environment variable with the URL of a database server. */
  String URL = "PUSH_JDBC_URL";

  /** The environment variable with the user name for that server. */
  String USER = "PUSH_JDBC_USER";

  /** The environment variable with the password for that server. */
  String PASSWORD = "PUSH_JDBC_PASSWORD";

  /**
   * Reads the settings from {@value #DATA}, or else from {@value #URL}, {@value #USER} and {@value
   * #PASSWORD}.
   *
   * @return empty if none of them is set
   * @throws IllegalArgumentException if a variable is invalid; the message names it, its value and
   *     the allowed values
   */
  static Optional<DatabaseSettings> fromEnvironment(Map<String, String> environment) {
    String data = environment.getOrDefault(DATA, "").strip();
    String url = environment.getOrDefault(URL, "").strip();
    String user = environment.getOrDefault(USER, "").strip();
    String password = environment.getOrDefault(PASSWORD, "");
    if (!data.isEmpty() && !url.isEmpty()) {
      throw new InvalidSettingException(
          DATA, data, "unset if " + URL + " is set: choose one of the two", null);
    }
    if (url.isEmpty() && !(user.isEmpty() && password.isEmpty())) {
      throw new IllegalArgumentException(USER + " and " + PASSWORD + " require " + URL);
    }
    if (!url.isEmpty()) {
      return Optional.of(
          new Server(url, user.isEmpty() ? null : user, password.isEmpty() ? null : password));
    }
    return data.isEmpty() ? Optional.empty() : Optional.of(Folder.of(data));
  }

  /** Returns the JDBC URL, without a password. */
  String jdbcUrl();

  /** Returns the exception for a database that cannot be used. */
  IllegalArgumentException notUsable(String why, Throwable cause);

  /**
   * An H2 database in a folder.
   *
   * @param path the folder; it is created if it does not exist
   */
  record Folder(Path path) implements DatabaseSettings {
    private static final String ALLOWED = "a folder that exists or can be created, and is writable";

    /**
     * The settings of the database:
     *
     * <ul>
     *   <li>a commit waits until it is written; otherwise H2 buffers commits for half a second, and
     *       a killed process would lose updates that were acknowledged to hubs. A power failure
     *       still loses what the operating system has not written yet;
     *   <li>the reader closes the database itself, after the last request;
     *   <li>H2 writes no trace file, which would contain row values.
     * </ul>
     */
    private static final String H2 = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /**
     * Checks the folder.
     *
     * @throws IllegalArgumentException if its path has a semicolon, after which H2 reads settings
     */
    public Folder {
      if (path.toAbsolutePath().toString().contains(";")) {
        throw new InvalidSettingException(DATA, path.toString(), ALLOWED + ", without ;", null);
      }
    }

    private static Folder of(String text) {
      try {
        return new Folder(Path.of(text));
      } catch (InvalidPathException e) {
        throw new InvalidSettingException(DATA, text, ALLOWED, e);
      }
    }

    /**
     * Creates the folder if it does not exist, for its user alone where the file system can: it
     * will hold callback tokens and secrets.
     */
    void create() {
      boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] own = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
      };
      try {
        Files.createDirectories(path, posix ? own : new FileAttribute<?>[0]);
      } catch (IOException e) {
        throw new InvalidSettingException(DATA, path.toString(), ALLOWED, e);
      }
      if (!Files.isWritable(path)) {
        throw new InvalidSettingException(DATA, path.toString(), ALLOWED, null);
      }
    }

    /**
     * {@inheritDoc}
     *
     * <p>An interrupt of a thread that reads or writes the file closes it for all. H2 opens it
     * again ({@code retry}), which costs less than threads of its own for each read and write
     * ({@code async}).
     */
    @Override
    public String jdbcUrl() {
      return "jdbc:h2:retry:" + path.toAbsolutePath().resolve("reader") + H2;
    }

    @Override
    public IllegalArgumentException notUsable(String why, Throwable cause) {
      return new InvalidSettingException(DATA, path.toString(), ALLOWED + "; " + why, cause);
    }
  }

  /**
   * A database server, which readers may share.
   *
   * @param jdbcUrl the JDBC URL, without a password
   * @param user the user name; null for the driver's default
   * @param password the password; null for none
   */
  record Server(String jdbcUrl, @Nullable String user, @Nullable String password)
      implements DatabaseSettings {
    private static final String ALLOWED =
        "the URL of a reachable database, such as jdbc:postgresql://host/name or"
            + " jdbc:mariadb://host/name";

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * After waiting longer for a response the connection is given up: the network may be broken.
     */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is not for PostgreSQL or MariaDB, or contains a
     *     password
     */
    public Server {
      if (jdbcUrl.contains("@") || jdbcUrl.toLowerCase(Locale.ROOT).contains("password")) {
        // The message must not show it.
        throw new IllegalArgumentException(URL + " must not contain a password: set " + PASSWORD);
      }
      if (!jdbcUrl.startsWith(POSTGRESQL) && !jdbcUrl.startsWith("jdbc:mariadb:")) {
        throw new InvalidSettingException(URL, jdbcUrl, ALLOWED, null);
      }
    }

    /** Returns additional driver properties. Those in the URL take precedence. */
    Map<String, String> properties() {
      // Seconds for PostgreSQL, milliseconds for MariaDB.
      long limit =
          jdbcUrl.startsWith(POSTGRESQL) ? SOCKET_TIMEOUT.toSeconds() : SOCKET_TIMEOUT.toMillis();
      return Map.of("socketTimeout", Long.toString(limit));
    }

    @Override
    public IllegalArgumentException notUsable(String why, Throwable cause) {
      return new InvalidSettingException(URL, jdbcUrl, ALLOWED + "; " + why, cause);
    }

    /** Returns a text without the password, for the log. */
    @Override
    public String toString() {
      return "Server[" + jdbcUrl + ", " + user + "]";
    }
  }
}
