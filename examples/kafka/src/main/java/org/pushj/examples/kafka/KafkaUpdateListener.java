package org.pushj.examples.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each update to Kafka. It returns when Kafka has acknowledged the update, and only then the
 * hub is answered 2xx. If Kafka does not acknowledge it in time it throws: the hub is answered 503
 * and tries again.
 */
final class KafkaUpdateListener implements UpdateListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaUpdateListener.class);

  /**
   * Space for the key and the headers: the server accepts headers of up to 16 KiB, which may be
   * twice as long in UTF-8, and three URLs of up to 2 KiB each.
   */
  private static final int HEADER_BYTES = 40 << 10;

  /** How long to wait for the metadata of the topic, or for space in the producer's buffer. */
  private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  /**
   * How long to wait for the acknowledgement. Longer than the producer's own delivery timeout, so
   * that its outcome is certain; and together with {@link #MAX_BLOCK} shorter than hubs wait for a
   * response.
   */
  private static final Duration ACKNOWLEDGEMENT = DELIVERY.plusSeconds(1);

  /**
   * How many updates may wait at a time; more are refused at once. So the server has threads left
   * for verifications while Kafka is down.
   */
  private static final int MAX_WAITING = 128;

  private final Producer<String, byte[]> producer;
  private final KafkaSettings kafka;
  private final int maxRecord;
  private final Semaphore slots = new Semaphore(MAX_WAITING);

  private KafkaUpdateListener(
      Producer<String, byte[]> producer, KafkaSettings kafka, int maxRecord) {
    this.producer = producer;
    this.kafka = kafka;
    this.maxRecord = maxRecord;
  }

  /**
   * Creates a listener. The brokers need not be up yet.
   *
   * @param maxUpdateBytes the maximum size of an update's content, in bytes
   * @throws IllegalArgumentException if the settings name no brokers or are invalid
   */
  static KafkaUpdateListener to(KafkaSettings kafka, int maxUpdateBytes) {
    int maxRecord = maxUpdateBytes + HEADER_BYTES;
    try {
      return new KafkaUpdateListener(
          new KafkaProducer<>(
              configuration(kafka, maxRecord), new StringSerializer(), new ByteArraySerializer()),
          kafka,
          maxRecord);
    } catch (KafkaException e) {
      throw kafka.notUsable(e);
    }
  }

  // START SNIPPET: configuration
  static Map<String, Object> configuration(KafkaSettings kafka, int maxRecord) {
    Map<String, Object> configuration = new HashMap<>(kafka.properties().entries());
    configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.servers());
    // Acknowledged by all in-sync replicas. Retries of the producer do not duplicate.
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A hub waits for the end of all these.
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    // The callback refuses larger updates (413), so that none fails here for its size.
    configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecord);
    return configuration;
  }

  // END SNIPPET: configuration

  /** Checks for the topic, so that a wrong setting is noticed at the start and not at an update. */
  void checkTopic() {
    try {
      LOG.info(
          "Updates go to the Kafka topic {} with {} partitions",
          kafka.topic(),
          producer.partitionsFor(kafka.topic()).size());
    } catch (KafkaException e) {
      LOG.warn(
          "Updates are answered 503 until the topic {} is available from Kafka at {}: {}",
          kafka.topic(),
          kafka.description(),
          Reason.of(e));
    }
  }

  // START SNIPPET: listener
  @Override
  public void onUpdate(Update update) throws Exception {
    if (!slots.tryAcquire()) {
      throw new IOException(
          "Kafka is slow: " + MAX_WAITING + " updates are waiting for it already");
    }
    try {
      producer
          .send(UpdateRecords.toKafka(update, kafka.topic()))
          .get(ACKNOWLEDGEMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Kafka did not accept " + update + reason(e), e.getCause());
    } finally {
      slots.release();
    }
  }

  // END SNIPPET: listener

  /** Sends what is buffered, within the delivery timeout, and closes the producer. */
  @Override
  public void close() {
    producer.close(DELIVERY);
  }

  private String reason(ExecutionException e) {
    return e.getCause() instanceof RecordTooLargeException
        ? ": max.message.bytes of the topic " + kafka.topic() + " must be at least " + maxRecord
        : ": " + e.getMessage();
  }
}
