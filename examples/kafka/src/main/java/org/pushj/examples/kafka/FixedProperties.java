package org.pushj.examples.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of Kafka clients that a file cannot set, for nodes and consumers alike: those that
 * the guarantees depend on (2xx only after an update is stored, in order, and once), and those that
 * have a setting of their own.
 */
final class FixedProperties {
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    fix(KafkaSettings.SERVERS + " sets it", CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    fix(ConsumerSettings.GROUP + " sets it", ConsumerConfig.GROUP_ID_CONFIG);
    fix(NodeSettings.MAX_UPDATE + " sets it", ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    fix(
        "a hub is answered 2xx only when all in-sync replicas have the update",
        ProducerConfig.ACKS_CONFIG);
    fix(
        "retries of a producer must not duplicate or reorder updates",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        ProducerConfig.RETRIES_CONFIG);
    fix(
        "the updates of a topic must be in one partition, to keep their order",
        ProducerConfig.PARTITIONER_CLASS_CONFIG,
        ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    fix(
        "a hub waits for its end",
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    fix(
        "each update is acknowledged separately, without transactions",
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
        "a consumer commits its offset only after its work",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG);
    fix(
        "a new group starts with the oldest update, so that it misses none",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
  }

  private FixedProperties() {}

  /** Returns the names of the fixed properties. */
  static Set<String> names() {
    return REASONS.keySet();
  }

  /** Returns why a file cannot set a property; empty if it can. */
  static Optional<String> reason(String name) {
    return Optional.ofNullable(REASONS.get(name));
  }

  private static void fix(String why, String... names) {
    for (String name : names) {
      REASONS.put(name, why);
    }
  }
}
