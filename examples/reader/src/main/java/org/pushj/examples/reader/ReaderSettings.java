package org.pushj.examples.reader;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.InvalidSettingException;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.settings.WorkSettings;
import org.pushj.subscriber.Subscriber;

/**
 * The settings of a reader.
 *
 * @param port the port to listen on; 0 selects a free one
 * @param address where it listens, and which host names it answers to
 * @param callbackBase the public URL under which hubs reach the reader; null for {@link
 *     ServerAddress#url}
 * @param allowPrivate whether topics and hubs on loopback and private addresses may be contacted
 * @param database where the reader keeps its data; null for in memory
 * @param work concurrency and batch size of renewals and other background work
 * @param duplicateWindow how long the same content of a topic counts as a duplicate and is not
 *     listed again; 0 for never. Only used with a database
 * @param adminPassword the password of the user {@code admin} of the admin page; null for no page
 * @param drain how long the reader serves requests after it was told to stop, so that a load
 *     balancer notices that it is not ready; 0 to stop at once
 */
public record ReaderSettings(
    int port,
    ServerAddress address,
    @Nullable URI callbackBase,
    boolean allowPrivate,
    @Nullable DatabaseSettings database,
    WorkSettings work,
    Duration duplicateWindow,
    @Nullable String adminPassword,
    Duration drain) {
  private static final String PORT = "PORT";
  private static final String CALLBACK_BASE = "PUSH_CALLBACK_BASE";
  private static final String ALLOW_PRIVATE = "PUSH_ALLOW_PRIVATE";
  private static final String WORK_CLAIM = "PUSH_WORK_CLAIM";
  private static final String DUPLICATE_WINDOW = "PUSH_DUPLICATE_WINDOW";

  private static final String DRAIN = "PUSH_DRAIN";
  private static final String ADMIN_PASSWORD = "PUSH_ADMIN_PASSWORD";

  private static final int MIN_PASSWORD = 8;
  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is invalid; the message names the environment
   *     variable, its value and the allowed values
   */
  public ReaderSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new InvalidSettingException(
          PORT, Integer.toString(port), "a port between 0 (any free port) and " + MAX_PORT, null);
    }
    if (callbackBase != null) {
      check(callbackBase);
    }
    if (duplicateWindow.isNegative()) {
      throw new InvalidSettingException(
          DUPLICATE_WINDOW, duplicateWindow.toString(), "PT0S or more", null);
    }
    if (drain.isNegative()) {
      throw new InvalidSettingException(DRAIN, drain.toString(), "PT0S or more", null);
    }
    if (adminPassword != null && adminPassword.length() < MIN_PASSWORD) {
      throw new InvalidSettingException(
          ADMIN_PASSWORD, "***", "at least " + MIN_PASSWORD + " characters", null);
    }
  }

  /** Makes the settings of a reader that keeps its data in memory. */
  public ReaderSettings(
      int port, ServerAddress address, @Nullable URI callbackBase, boolean allowPrivate) {
    this(
        port,
        address,
        callbackBase,
        allowPrivate,
        null,
        WorkSettings.defaults(),
        Duration.ZERO,
        null,
        Duration.ZERO);
  }

  /** Makes the settings of a reader on the loopback address that keeps its data in memory. */
  public ReaderSettings(int port, @Nullable URI callbackBase, boolean allowPrivate) {
    this(port, callbackBase, allowPrivate, null);
  }

  /**
   * Makes the settings of a reader on the loopback address with default background work and no
   * duplicate window: a page that changes back to earlier content is news, and the page shows each
   * entry once even if a hub sends it twice.
   */
  public ReaderSettings(
      int port,
      @Nullable URI callbackBase,
      boolean allowPrivate,
      @Nullable DatabaseSettings database) {
    this(
        port,
        ServerAddress.loopback(),
        callbackBase,
        allowPrivate,
        database,
        WorkSettings.defaults(),
        Duration.ZERO,
        null,
        Duration.ZERO);
  }

  /** Returns the settings of a reader with an admin page. */
  public ReaderSettings withAdminPassword(String password) {
    return new ReaderSettings(
        port,
        address,
        callbackBase,
        allowPrivate,
        database,
        work,
        duplicateWindow,
        password,
        drain);
  }

  /**
   * Reads the settings from {@code PORT} (8080), {@code PUSH_CALLBACK_BASE}, {@code
   * PUSH_ALLOW_PRIVATE} (false), {@code PUSH_WORK_CLAIM} (see {@link WorkSettings}), {@code
   * PUSH_DUPLICATE_WINDOW} (0), {@code PUSH_ADMIN_PASSWORD} (no admin page), {@code PUSH_DRAIN}
   * (0), and what {@link ServerAddress#fromEnvironment} and {@link
   * DatabaseSettings#fromEnvironment} read.
   *
   * @throws IllegalArgumentException if a variable is invalid; the message names it, its value and
   *     the allowed values
   */
  public static ReaderSettings fromEnvironment(Map<String, String> environment) {
    String port = environment.getOrDefault(PORT, "");
    String base = environment.getOrDefault(CALLBACK_BASE, "");
    String password = environment.getOrDefault(ADMIN_PASSWORD, "");
    return new ReaderSettings(
        port.isBlank() ? DEFAULT_PORT : portOf(port.strip()),
        ServerAddress.fromEnvironment(environment),
        base.isBlank() ? null : urlOf(base.strip()),
        flagOf(ALLOW_PRIVATE, environment.getOrDefault(ALLOW_PRIVATE, "").strip()),
        DatabaseSettings.fromEnvironment(environment).orElse(null),
        workOf(environment.getOrDefault(WORK_CLAIM, "").strip()),
        timeOf(
            DUPLICATE_WINDOW,
            environment.getOrDefault(DUPLICATE_WINDOW, "").strip(),
            Duration.ZERO),
        password.isBlank() ? null : password.strip(),
        timeOf(DRAIN, environment.getOrDefault(DRAIN, "").strip(), Duration.ZERO));
  }

  /** Returns the settings as text, without the password. */
  @Override
  public String toString() {
    return "ReaderSettings[port " + port + ", callback base " + callbackBase + "]";
  }

  /** Returns the callback base of a reader that listens on {@code port}. */
  URI callbacks(int port) {
    return callbacksOf(callbackBase == null ? address.url(port) : callbackBase);
  }

  private static URI callbacksOf(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "callback/");
  }

  private static int portOf(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(
          PORT, text, "a port between 0 (any free port) and " + MAX_PORT, e);
    }
  }

  private static URI urlOf(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidSettingException(CALLBACK_BASE, text, "an http or https URL", e);
    }
  }

  private static boolean flagOf(String name, String text) {
    return switch (text) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw new InvalidSettingException(name, text, "true or false", null);
    };
  }

  private static WorkSettings workOf(String claim) {
    Duration time = timeOf(WORK_CLAIM, claim, WorkSettings.defaults().claim());
    try {
      return WorkSettings.builder().claim(time).build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          WORK_CLAIM + "=" + claim + " is invalid: " + e.getMessage(), e);
    }
  }

  private static Duration timeOf(String name, String text, Duration defaultValue) {
    try {
      return text.isEmpty() ? defaultValue : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(
          name, text, "an ISO 8601 duration, such as PT5M for 5 minutes", e);
    }
  }

  /** Lets the subscriber's builder check the URL, since it defines what a callback base may be. */
  private static void check(URI base) {
    try {
      Subscriber.builder().callbackBase(callbacksOf(base));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          CALLBACK_BASE + "=" + base + " is invalid: " + e.getMessage(), e);
    }
  }
}
