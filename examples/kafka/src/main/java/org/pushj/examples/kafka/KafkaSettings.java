package org.pushj.examples.kafka;

/**
 * Where the updates are in Kafka.
 *
 * @param servers some brokers of the cluster, as {@code host:port,host:port}
 * @param topic the Kafka topic; not to be confused with the topics of WebSub, which are its keys
 */
record KafkaSettings(String servers, String topic) {
  static final String SERVERS = "PUSH_KAFKA_SERVERS";
  static final String TOPIC = "PUSH_KAFKA_TOPIC";

  private static final String NAME = "[a-zA-Z0-9._-]{1,249}";

  /**
   * Checks the topic.
   *
   * @throws IllegalArgumentException if Kafka takes no such name
   */
  KafkaSettings {
    if (!topic.matches(NAME) || topic.equals(".") || topic.equals("..")) {
      throw Environment.notPossible(
          TOPIC, topic, "1 to 249 letters, digits, dots, underscores and hyphens", null);
    }
  }

  /** Reads {@value #SERVERS} (localhost:9092) and {@value #TOPIC} (push-updates). */
  static KafkaSettings of(Environment environment) {
    return new KafkaSettings(
        environment.text(SERVERS).orElse("localhost:9092"),
        environment.text(TOPIC).orElse("push-updates"));
  }

  /** Returns the exception for brokers that a client cannot be made for. */
  IllegalArgumentException notUsable(RuntimeException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return Environment.notPossible(
        SERVERS, servers, "brokers as host:port,host:port; " + reason.getMessage(), cause);
  }
}
