package org.pushj.examples.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of Kafka's clients that a file cannot set, in nodes and consumers alike: those
 * that no 2xx before an update is kept, in order and once rests on, and those with a setting of
 * their own.
 */
final class FixedProperties {
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    fix(KafkaSettings.SERVERS + " sets it", CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    fix(ConsumerSettings.GROUP + " sets it", ConsumerConfig.GROUP_ID_CONFIG);
    fix(NodeSettings.MAX_UPDATE + " sets it", ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    fix(
        "a hub is answered 2xx when all replicas in sync have the update, and not before",
        ProducerConfig.ACKS_CONFIG);
    fix(
        "what a producer repeats must count once, and in its order",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        ProducerConfig.RETRIES_CONFIG);
    fix(
        "the updates of a topic must be in one partition, for their order",
        ProducerConfig.PARTITIONER_CLASS_CONFIG,
        ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    fix(
        "a hub waits for the end of it",
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    fix(
        "each update is acknowledged by itself, without transactions",
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG);
    fix(
        "a record has a text as its key and bytes as its value",
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    fix(
        "Kafka is told how far a consumer came after its work, and not before",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG);
    fix(
        "a new group begins with the oldest update, so that it misses none",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
  }

  private FixedProperties() {}

  /** Returns their names. */
  static Set<String> names() {
    return REASONS.keySet();
  }

  /** Returns why a file cannot set a property, for people; empty if it can. */
  static Optional<String> reason(String name) {
    return Optional.ofNullable(REASONS.get(name));
  }

  private static void fix(String why, String... names) {
    for (String name : names) {
      REASONS.put(name, why);
    }
  }
}
