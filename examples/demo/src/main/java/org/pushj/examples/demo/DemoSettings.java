package org.pushj.examples.demo;

import java.util.Map;
import org.pushj.examples.guard.ServerAddress;

/**
 * The ports and the address of the demo. Port 0 selects a free one.
 *
 * @param hubPort the port of the hub
 * @param publisherPort the port of the publisher
 * @param readerPort the port of the reader
 * @param metricsPort the port of the metrics
 * @param address where all listen, and which host names they answer to
 */
record DemoSettings(
    int hubPort, int publisherPort, int readerPort, int metricsPort, ServerAddress address) {
  /** The environment variable of the hub's port. */
  static final String HUB_PORT = "HUB_PORT";

  /** The environment variable of the publisher's port. */
  static final String PUBLISHER_PORT = "PUBLISHER_PORT";

  /** The environment variable of the reader's port. */
  static final String READER_PORT = "READER_PORT";

  /** The environment variable of the port of the metrics. */
  static final String METRICS_PORT = "METRICS_PORT";

  private static final int MAX_PORT = 65_535;

  /**
   * Reads {@code HUB_PORT} (8081), {@code PUBLISHER_PORT} (8082), {@code READER_PORT} (8080),
   * {@code METRICS_PORT} (8083), and what {@link ServerAddress#fromEnvironment} reads.
   *
   * @throws IllegalArgumentException if one of them is invalid; the message names the variable, its
   *     value and the allowed values
   */
  static DemoSettings fromEnvironment(Map<String, String> environment) {
    return new DemoSettings(
        port(environment, HUB_PORT, 8081),
        port(environment, PUBLISHER_PORT, 8082),
        port(environment, READER_PORT, 8080),
        port(environment, METRICS_PORT, 8083),
        ServerAddress.fromEnvironment(environment));
  }

  private static int port(Map<String, String> environment, String variable, int defaultPort) {
    String text = environment.getOrDefault(variable, "").strip();
    if (text.isEmpty()) {
      return defaultPort;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
      throw new IllegalArgumentException(
          variable + " must be a port between 0 (any free port) and 65535, was " + text);
    }
    return Integer.parseInt(text);
  }
}
