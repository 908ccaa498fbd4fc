package org.pushj.examples.kafka;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database in which the nodes share their subscriptions.
 *
 * @param url the URL for JDBC, without a password
 * @param user the name by which the server knows the nodes; null: the driver's default
 * @param password the password; null: none
 */
record DatabaseSettings(String url, @Nullable String user, @Nullable String password) {
  static final String URL = "PUSH_JDBC_URL";
  static final String USER = "PUSH_JDBC_USER";
  static final String PASSWORD = "PUSH_JDBC_PASSWORD";

  private static final String POSSIBLE =
      "the URL of a database that answers, as jdbc:postgresql://host/name or"
          + " jdbc:mariadb://host/name";

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException if it is not one of PostgreSQL or MariaDB, or has a password
   */
  DatabaseSettings {
    if (url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password")) {
      // Whatever else it may be, it is not shown.
      throw new IllegalArgumentException(
          URL + " must not hold a password: it belongs in " + PASSWORD);
    }
    if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:mariadb:")) {
      throw Environment.notPossible(URL, url, POSSIBLE, null);
    }
  }

  /**
   * Reads {@value #URL}, {@value #USER} and {@value #PASSWORD}.
   *
   * @return empty if none of them is set
   * @throws IllegalArgumentException if they are not possible
   */
  static Optional<DatabaseSettings> of(Environment environment) {
    Optional<String> url = environment.text(URL);
    Optional<String> user = environment.text(USER);
    Optional<String> password = environment.text(PASSWORD);
    if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
      throw new IllegalArgumentException(
          USER + " and " + PASSWORD + " are not possible without " + URL);
    }
    return url.map(text -> new DatabaseSettings(text, user.orElse(null), password.orElse(null)));
  }

  /** Returns the exception for a database that turned out not to be usable. */
  IllegalArgumentException notUsable(RuntimeException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return Environment.notPossible(URL, url, POSSIBLE + "; " + reason.getMessage(), cause);
  }

  /** Returns a text for a log: without the password. */
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + user + "]";
  }
}
