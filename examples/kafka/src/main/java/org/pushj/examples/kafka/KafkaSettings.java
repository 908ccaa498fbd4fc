package org.pushj.examples.kafka;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.pushj.examples.guard.InvalidSettingException;

/**
 * The Kafka topic with the updates.
 *
 * @param servers some brokers of the cluster, as {@code host:port,host:port}
 * @param topic the Kafka topic; not to be confused with WebSub topics, which are its keys
 * @param properties additional properties of the clients
 */
record KafkaSettings(String servers, String topic, ClientProperties properties) {
  static final String SERVERS = "PUSH_KAFKA_SERVERS";
  static final String TOPIC = "PUSH_KAFKA_TOPIC";

  private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

  /**
   * Checks the topic.
   *
   * @throws IllegalArgumentException if it is not a valid name in Kafka
   */
  KafkaSettings {
    if (!topic.matches(NAME) || topic.equals(".") || topic.equals("..")) {
      throw new InvalidSettingException(
          TOPIC, topic, "1 to 249 letters, digits, dots, underscores and hyphens", null);
    }
  }

  /**
   * Reads {@value #SERVERS} (localhost:9092), {@value #TOPIC} (push-updates), and what {@link
   * ClientProperties#of} reads.
   *
   * @throws IllegalArgumentException if one of them is invalid
   */
  static KafkaSettings of(Environment environment) {
    return new KafkaSettings(
        environment.text(SERVERS).orElse("localhost:9092"),
        environment.text(TOPIC).orElse("push-updates"),
        ClientProperties.of(environment));
  }

  /** Returns a description of the brokers for the log. */
  String description() {
    String protocol =
        properties
            .entries()
            .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
    return servers + " (" + protocol + ")";
  }

  /** Returns the exception for settings that Kafka clients reject. */
  IllegalArgumentException notUsable(KafkaException cause) {
    String reason = Reason.of(cause);
    return reason.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
        ? new InvalidSettingException(
            SERVERS, servers, "brokers as host:port,host:port; " + reason, cause)
        : properties.notUsable(cause);
  }
}
