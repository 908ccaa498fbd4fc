package org.pushj.examples.kafka;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.InvalidSettingException;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.subscriber.Subscriber;

/**
 * The settings of a callback node.
 *
 * @param port the port to listen on; 0 selects a free one
 * @param address where it listens, and which host names it answers to
 * @param callbackBase the public URL of the nodes, the same for all; null for {@link
 *     ServerAddress#url}
 * @param allowPrivate whether topics and hubs on loopback and private addresses may be contacted
 * @param kafka the Kafka topic for the updates
 * @param maxUpdateBytes the maximum size of an update's content, in bytes
 * @param database the database of the shared subscriptions; null for in memory, with a single node
 */
record NodeSettings(
    int port,
    ServerAddress address,
    @Nullable URI callbackBase,
    boolean allowPrivate,
    KafkaSettings kafka,
    int maxUpdateBytes,
    @Nullable DatabaseSettings database) {
  static final String PORT = "PORT";
  static final String CALLBACK_BASE = "PUSH_CALLBACK_BASE";
  static final String ALLOW_PRIVATE = "PUSH_ALLOW_PRIVATE";
  static final String MAX_UPDATE = "PUSH_MAX_UPDATE";

  /** With its headers it fits into the 1 MiB that Kafka accepts by default. */
  static final int DEFAULT_MAX_UPDATE = 1_000_000;

  private static final int DEFAULT_PORT = 8083;
  private static final int MAX_PORT = 65_535;

  /** Half of the buffer of a producer. */
  private static final int UPDATE_LIMIT = 16 << 20;

  /**
   * Checks the callback base.
   *
   * @throws IllegalArgumentException if it is invalid; the message names the environment variable,
   *     its value and the allowed values
   */
  NodeSettings {
    if (callbackBase != null) {
      try {
        // The subscriber's builder defines what a callback base may be.
        Subscriber.builder().callbackBase(callbacksOf(callbackBase));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            CALLBACK_BASE + "=" + callbackBase + " is invalid: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Reads the settings from {@value #PORT} (8083), {@value #CALLBACK_BASE}, {@value #ALLOW_PRIVATE}
   * (false), {@value #MAX_UPDATE} (1000000), and what {@link ServerAddress#fromEnvironment}, {@link
   * KafkaSettings#of} and {@link DatabaseSettings#of} read.
   *
   * @throws IllegalArgumentException if one of them is invalid; the message names the variable, its
   *     value and the allowed values
   */
  static NodeSettings fromEnvironment(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new NodeSettings(
        environment.number(PORT, DEFAULT_PORT, 0, MAX_PORT),
        ServerAddress.fromEnvironment(variables),
        environment.text(CALLBACK_BASE).map(NodeSettings::url).orElse(null),
        environment.flag(ALLOW_PRIVATE),
        KafkaSettings.of(environment),
        environment.number(MAX_UPDATE, DEFAULT_MAX_UPDATE, 1, UPDATE_LIMIT),
        DatabaseSettings.of(environment).orElse(null));
  }

  /** Returns the callback base of a node that listens on {@code port}. */
  URI callbacks(int port) {
    return callbacksOf(callbackBase == null ? address.url(port) : callbackBase);
  }

  private static URI callbacksOf(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + "callback/");
  }

  private static URI url(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(CALLBACK_BASE, text, "an http or https URL", e);
    }
  }
}
