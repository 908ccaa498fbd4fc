package org.pushj.examples.kafka;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.InvalidSettingException;

/**
 * The database with the subscriptions that the nodes share.
 *
 * @param url the JDBC URL, without a password
 * @param user the user name; null for the driver's default
 * @param password the password; null for none
 */
record DatabaseSettings(String url, @Nullable String user, @Nullable String password) {
  static final String URL = "PUSH_JDBC_URL";
  static final String USER = "PUSH_JDBC_USER";
  static final String PASSWORD = "PUSH_JDBC_PASSWORD";

  private static final String ALLOWED =
      "the URL of a reachable database, such as jdbc:postgresql://host/name or"
          + " jdbc:mariadb://host/name";

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException if it is not for PostgreSQL or MariaDB, or contains a password
   */
  DatabaseSettings {
    if (url.contains("@") || url.toLowerCase(Locale.ROOT).contains("password")) {
      // The message must not show it.
      throw new IllegalArgumentException(URL + " must not contain a password: set " + PASSWORD);
    }
    if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:mariadb:")) {
      throw new InvalidSettingException(URL, url, ALLOWED, null);
    }
  }

  /**
   * Reads {@value #URL}, {@value #USER} and {@value #PASSWORD}.
   *
   * @return empty if none of them is set
   * @throws IllegalArgumentException if they are invalid
   */
  static Optional<DatabaseSettings> of(Environment environment) {
    Optional<String> url = environment.text(URL);
    Optional<String> user = environment.text(USER);
    Optional<String> password = environment.text(PASSWORD);
    if (url.isEmpty() && (user.isPresent() || password.isPresent())) {
      throw new IllegalArgumentException(USER + " and " + PASSWORD + " require " + URL);
    }
    return url.map(text -> new DatabaseSettings(text, user.orElse(null), password.orElse(null)));
  }

  /** Returns the exception for a database that cannot be used. */
  IllegalArgumentException notUsable(RuntimeException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new InvalidSettingException(URL, url, ALLOWED + "; " + reason.getMessage(), cause);
  }

  /** Returns a text without the password, for the log. */
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + user + "]";
  }
}
