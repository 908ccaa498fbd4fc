package org.pushj.examples.kafka;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.subscriber.Subscriber;

/**
 * How a callback node runs.
 *
 * @param port the port to listen at; 0 takes a free one
 * @param callbackBase the public URL that leads to the nodes, the same for all; null: {@code
 *     http://localhost:} and the port
 * @param allowPrivate whether topics and hubs at loopback and private addresses may be contacted
 * @param kafka where the updates go
 * @param maxUpdate how large the content of an update may be, in bytes
 * @param database where the nodes share their subscriptions; null: in memory, for one node
 */
record NodeSettings(
    int port,
    @Nullable URI callbackBase,
    boolean allowPrivate,
    KafkaSettings kafka,
    int maxUpdate,
    @Nullable DatabaseSettings database) {
  static final String PORT = "PORT";
  static final String CALLBACK_BASE = "PUSH_CALLBACK_BASE";
  static final String ALLOW_PRIVATE = "PUSH_ALLOW_PRIVATE";
  static final String MAX_UPDATE = "PUSH_MAX_UPDATE";

  /** With its headers it fits into the 1 MiB that Kafka takes unless it is told otherwise. */
  static final int DEFAULT_MAX_UPDATE = 1_000_000;

  private static final int DEFAULT_PORT = 8083;
  private static final int MAX_PORT = 65_535;

  /** Half of the memory in which a producer keeps what is on its way. */
  private static final int UPDATE_LIMIT = 16 << 20;

  /**
   * Checks the callback base.
   *
   * @throws IllegalArgumentException if it is none; the message names the variable of the
   *     environment, its value and what is possible
   */
  NodeSettings {
    if (callbackBase != null) {
      try {
        // The subscriber's builder knows what a callback base may be.
        Subscriber.builder().callbackBase(callbacksOf(callbackBase));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            CALLBACK_BASE + "=" + callbackBase + " is not possible: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Reads the settings from {@value #PORT} (8083), {@value #CALLBACK_BASE}, {@value #ALLOW_PRIVATE}
   * (false), {@value #MAX_UPDATE} (1000000), and what {@link KafkaSettings#of} and {@link
   * DatabaseSettings#of} read.
   *
   * @throws IllegalArgumentException if one of them is not possible; the message names the
   *     variable, its value and what is possible
   */
  static NodeSettings fromEnvironment(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new NodeSettings(
        environment.number(PORT, DEFAULT_PORT, 0, MAX_PORT),
        environment.text(CALLBACK_BASE).map(NodeSettings::url).orElse(null),
        environment.flag(ALLOW_PRIVATE),
        KafkaSettings.of(environment),
        environment.number(MAX_UPDATE, DEFAULT_MAX_UPDATE, 1, UPDATE_LIMIT),
        DatabaseSettings.of(environment).orElse(null));
  }

  /** Returns the URL under which hubs reach the callbacks of a node that listens at a port. */
  URI callbacks(int port) {
    return callbacksOf(
        callbackBase == null ? URI.create("http://localhost:" + port) : callbackBase);
  }

  private static URI callbacksOf(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "callback/");
  }

  private static URI url(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw Environment.notPossible(CALLBACK_BASE, text, "an http or https URL", e);
    }
  }
}
