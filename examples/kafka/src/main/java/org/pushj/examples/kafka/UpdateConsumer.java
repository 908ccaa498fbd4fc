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
 * Reads the updates out of Kafka and hands each to a {@link Handler}: at least once, since Kafka is
 * told only afterwards how far it came. One that was ended begins again behind what it had told.
 */
final class UpdateConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateConsumer.class);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(5);
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

  /** Works on one update after the other. */
  @FunctionalInterface
  interface Handler {
    /**
     * Works on an update, which may have come before.
     *
     * @throws IOException if that did not succeed: then the consumer ends, and the update comes
     *     again to the next one
     */
    void handle(ArrivedUpdate update) throws IOException;
  }

  /**
   * Makes a consumer, which {@link #run()} starts.
   *
   * @throws IllegalArgumentException if the settings name no brokers, or are not possible
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
    // How far it came is told by hand, after the work.
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A new group begins with the oldest update.
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    if (!isUpToBrokers(configuration)) {
      // So long the others of the group wait for one that was killed.
      configuration.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    }
    return configuration;
  }

  /** Tells whether the brokers, and not the consumers, say how long others wait for one. */
  private static boolean isUpToBrokers(Map<String, Object> configuration) {
    return GroupProtocol.CONSUMER
        .name()
        .equalsIgnoreCase(
            String.valueOf(configuration.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)).strip());
  }

  /** Looks for the topic, so that a wrong setting shows at the start. */
  private void look() {
    try {
      LOG.info(
          "Updates come from the Kafka topic {}, which has {} partitions",
          settings.topic(),
          kafka.partitionsFor(settings.topic(), LOOK).size());
    } catch (RetriableException e) {
      LOG.warn(
          "No update comes until Kafka at {} shows the topic {}: {}",
          settings.place(),
          settings.topic(),
          Reason.of(e));
    }
  }

  // START SNIPPET: loop
  /**
   * Works until {@link #close()} ends it.
   *
   * @throws IOException if the handler failed
   * @throws AuthenticationException if Kafka does not know who this is, or is not trusted
   * @throws AuthorizationException if Kafka does not let it read the topic
   */
  void run() throws IOException {
    try (kafka) {
      look();
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
      LOG.debug("Ended while waiting", e);
    } finally {
      ended.countDown();
    }
  }

  // END SNIPPET: loop

  /**
   * Ends {@link #run()} after the updates that it has fetched. Called by another thread. What takes
   * longer than 10 seconds is left to the next consumer.
   */
  @Override
  public void close() {
    closing = true;
    kafka.wakeup();
    try {
      if (!ended.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The consumer still works after {}; what it works on comes again", STOP);
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
      // Whoever wrote it, it must not hold up the updates behind it.
      LOG.warn(
          "The record {} of partition {} is left out, since it is no update: {}",
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
      // Kafka is away, or another consumer has the partitions now: what was done comes again.
      LOG.warn("Kafka was not told how far the updates are done: {}", e.getMessage());
    }
  }
}
