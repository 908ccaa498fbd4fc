package org.pushj.examples.reader;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.WorkSettings;
import org.pushj.subscriber.Subscriber;

/**
 * What can be set from outside.
 *
 * @param port the port to listen at; 0 takes a free one
 * @param callbackBase the public URL of the reader, under which hubs reach it; null: {@code
 *     http://localhost:} and the port
 * @param allowPrivate whether topics and hubs at loopback and private addresses may be contacted
 * @param database where the reader keeps its data; null: in memory
 * @param work how the reader does what is due, as renewals
 * @param duplicateWindow how long the same content of a topic is taken for a repetition, and not
 *     listed again; 0 for never. Only where there is a database
 */
public record ReaderSettings(
    int port,
    @Nullable URI callbackBase,
    boolean allowPrivate,
    @Nullable DatabaseSettings database,
    WorkSettings work,
    Duration duplicateWindow) {
  static final String PORT = "PORT";
  static final String CALLBACK_BASE = "PUSH_CALLBACK_BASE";
  static final String ALLOW_PRIVATE = "PUSH_ALLOW_PRIVATE";
  static final String WORK_CLAIM = "PUSH_WORK_CLAIM";
  static final String SAME_WITHIN = "PUSH_DUPLICATE_WINDOW";

  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one of them is not possible; the message names the variable
   *     of the environment, its value and what is possible
   */
  public ReaderSettings {
    if (port < 0 || port > MAX_PORT) {
      throw notPossible(
          PORT, Integer.toString(port), "a port from 0 (any free one) to " + MAX_PORT, null);
    }
    if (callbackBase != null) {
      check(callbackBase);
    }
    if (duplicateWindow.isNegative()) {
      throw notPossible(SAME_WITHIN, duplicateWindow.toString(), "PT0S or more", null);
    }
  }

  /** Makes settings of a reader that keeps its data in memory. */
  public ReaderSettings(int port, @Nullable URI callbackBase, boolean allowPrivate) {
    this(port, callbackBase, allowPrivate, null);
  }

  /**
   * Makes settings of a reader that does what is due in the usual way. It takes nothing for a
   * repetition: a page that changes back to what it was is news, and of what a hub sends twice the
   * page shows each entry once.
   */
  public ReaderSettings(
      int port,
      @Nullable URI callbackBase,
      boolean allowPrivate,
      @Nullable DatabaseSettings database) {
    this(port, callbackBase, allowPrivate, database, WorkSettings.defaults(), Duration.ZERO);
  }

  /**
   * Reads the settings from {@code PORT} (8080), {@code PUSH_CALLBACK_BASE}, {@code
   * PUSH_ALLOW_PRIVATE} (false), {@code PUSH_WORK_CLAIM} (see {@link WorkSettings}), {@code
   * PUSH_DUPLICATE_WINDOW} (0), and what {@link DatabaseSettings#fromEnvironment} reads.
   *
   * @throws IllegalArgumentException if one of them is not possible; the message names the
   *     variable, its value and what is possible
   */
  public static ReaderSettings fromEnvironment(Map<String, String> environment) {
    String port = environment.getOrDefault(PORT, "");
    String base = environment.getOrDefault(CALLBACK_BASE, "");
    return new ReaderSettings(
        port.isBlank() ? DEFAULT_PORT : portOf(port.strip()),
        base.isBlank() ? null : urlOf(base.strip()),
        flagOf(ALLOW_PRIVATE, environment.getOrDefault(ALLOW_PRIVATE, "").strip()),
        DatabaseSettings.fromEnvironment(environment).orElse(null),
        workOf(environment.getOrDefault(WORK_CLAIM, "").strip()),
        timeOf(SAME_WITHIN, environment.getOrDefault(SAME_WITHIN, "").strip(), Duration.ZERO));
  }

  /**
   * Returns the URL under which hubs reach the callbacks of a reader that listens at {@code port}.
   */
  URI callbacks(int port) {
    return callbacksOf(
        callbackBase == null ? URI.create("http://localhost:" + port) : callbackBase);
  }

  private static URI callbacksOf(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "callback/");
  }

  private static int portOf(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw notPossible(PORT, text, "a port from 0 (any free one) to " + MAX_PORT, e);
    }
  }

  private static URI urlOf(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw notPossible(CALLBACK_BASE, text, "an http or https URL", e);
    }
  }

  private static boolean flagOf(String name, String text) {
    return switch (text) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw notPossible(name, text, "true or false", null);
    };
  }

  private static WorkSettings workOf(String claim) {
    WorkSettings defaults = WorkSettings.defaults();
    Duration time = timeOf(WORK_CLAIM, claim, defaults.claim());
    try {
      return defaults.withClaim(time);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          WORK_CLAIM + "=" + claim + " is not possible: " + e.getMessage(), e);
    }
  }

  private static Duration timeOf(String name, String text, Duration otherwise) {
    try {
      return text.isEmpty() ? otherwise : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw notPossible(name, text, "a length of time, as PT5M for 5 minutes", e);
    }
  }

  /** Has the subscriber's builder look at the URL, which knows what a callback base may be. */
  private static void check(URI base) {
    try {
      Subscriber.builder().callbackBase(callbacksOf(base));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          CALLBACK_BASE + "=" + base + " is not possible: " + e.getMessage(), e);
    }
  }

  static IllegalArgumentException notPossible(
      String name, String value, String possible, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        name + "=" + value + " is not possible: it takes " + possible, cause);
  }
}
