package org.pushj.examples.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the updates from Kafka and passes each to a {@link Handler}: at least once, since offsets
 * are committed afterwards. A restarted consumer continues after the last committed offset.
 */
final class UpdateConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateConsumer.class);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> kafka;
  private final KafkaSettings settings;
  private final Handler handler;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;

  private UpdateConsumer(Consumer<String, byte[]> kafka, KafkaSettings settings, Handler handler) {
    this.kafka = kafka;
    this.settings = settings;
    this.handler = handler;
  }

  /** Processes updates, one at a time. */
  @FunctionalInterface
  interface Handler {
    /**
     * Processes an update, which may have been processed before.
     *
     * @throws IOException if that failed: then the consumer stops, and the next one gets the update
     *     again
     */
    void handle(ArrivedUpdate update) throws IOException;
  }

  /**
   * Creates a consumer, which {@link #run()} starts.
   *
   * @throws IllegalArgumentException if the settings name no brokers or are invalid
   */
  static UpdateConsumer of(ConsumerSettings settings, Handler handler) {
    try {
      Consumer<String, byte[]> kafka =
          new KafkaConsumer<>(
              configuration(settings), new StringDeserializer(), new ByteArrayDeserializer());
      return new UpdateConsumer(kafka, settings.kafka(), handler);
    } catch (KafkaException e) {
      throw settings.kafka().notUsable(e);
    }
  }

  static Map<String, Object> configuration(ConsumerSettings settings) {
    Map<String, Object> configuration = new HashMap<>(settings.kafka().properties().entries());
    configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().servers());
    configuration.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    // Offsets are committed explicitly, after the work.
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A new group starts with the oldest update.
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    if (!isSessionTimeoutOfBrokers(configuration)) {
      // The time after which the group takes over from a killed consumer.
      configuration.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    }
    return configuration;
  }

  /** Tells whether the brokers, not the consumers, set the session timeout. */
  private static boolean isSessionTimeoutOfBrokers(Map<String, Object> configuration) {
    return GroupProtocol.CONSUMER
        .name()
        .equalsIgnoreCase(
            String.valueOf(configuration.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)).strip());
  }

  /** Checks for the topic, so that a wrong setting is noticed at the start. */
  private void checkTopic() {
    try {
      LOG.info(
          "Reading updates from the Kafka topic {} with {} partitions",
          settings.topic(),
          kafka.partitionsFor(settings.topic(), TOPIC_TIMEOUT).size());
    } catch (RetriableException e) {
      LOG.warn(
          "No updates until the topic {} is available from Kafka at {}: {}",
          settings.topic(),
          settings.description(),
          Reason.of(e));
    }
  }

  // START SNIPPET: loop
  /**
   * Processes updates until {@link #close()}.
   *
   * @throws IOException if the handler failed
   * @throws AuthenticationException if Kafka rejects the credentials, or its certificate is not
   *     trusted
   * @throws AuthorizationException if Kafka does not allow it to read the topic
   */
  void run() throws IOException {
    try (kafka) {
      checkTopic();
      kafka.subscribe(List.of(settings.topic()));
      while (!closing) {
        ConsumerRecords<String, byte[]> records = kafka.poll(POLL);
        for (ConsumerRecord<String, byte[]> record : records) {
          handle(record);
        }
        if (!records.isEmpty()) {
          commit();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("Stopped while waiting", e);
    } finally {
      ended.countDown();
    }
  }

  // END SNIPPET: loop

  /**
   * Stops {@link #run()} after the fetched updates. Called by another thread. Work that takes
   * longer than 10 seconds is left to the next consumer.
   */
  @Override
  public void close() {
    closing = true;
    kafka.wakeup();
    try {
      if (!ended.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The consumer is still busy after {}; its updates will be processed again", STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(ConsumerRecord<String, byte[]> record) throws IOException {
    ArrivedUpdate update;
    try {
      update = UpdateRecords.fromKafka(record);
    } catch (IllegalArgumentException e) {
      // An invalid record must not hold up the updates behind it.
      LOG.warn(
          "Skipping record {} of partition {}, which is not an update: {}",
          record.offset(),
          record.partition(),
          e.getMessage());
      return;
    }
    handler.handle(update);
  }

  private void commit() {
    try {
      kafka.commitSync();
    } catch (RetriableException | CommitFailedException e) {
      // Kafka is down, or another consumer has the partitions: the updates will be processed again.
      LOG.warn("The offsets were not committed: {}", e.getMessage());
    }
  }
}
