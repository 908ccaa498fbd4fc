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
 * Puts each update into Kafka. It returns when Kafka has acknowledged it, and only then the hub is
 * answered 2xx. Where Kafka does not, in time, it throws: the hub is answered 503 and comes again.
 */
final class KafkaUpdateListener implements UpdateListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaUpdateListener.class);

  /**
   * Room for the key and the headers: the server takes headers of 16 KiB, which may be twice as
   * long in UTF-8, and three URLs have 2 KiB each.
   */
  private static final int HEADER_BYTES = 40 << 10;

  /** How long to wait for a broker that knows the topic, or for room among what is on its way. */
  private static final Duration MAX_BLOCKED = Duration.ofSeconds(2);

  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  /**
   * How long the acknowledgement is waited for. Longer than the producer itself tries, so that
   * there is no doubt about what it has given up; and with {@link #MAX_BLOCKED} shorter than hubs
   * wait for an answer.
   */
  private static final Duration PATIENCE = DELIVERY.plusSeconds(1);

  /**
   * How many updates wait at a time; more are refused at once. So the server has threads left for
   * the verifications of hubs while Kafka is away.
   */
  private static final int MAX_WAITING = 128;

  private final Producer<String, byte[]> producer;
  private final KafkaSettings kafka;
  private final int maxRecord;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  private KafkaUpdateListener(
      Producer<String, byte[]> producer, KafkaSettings kafka, int maxRecord) {
    this.producer = producer;
    this.kafka = kafka;
    this.maxRecord = maxRecord;
  }

  /**
   * Makes a listener. Brokers that are away now may come later.
   *
   * @param maxUpdate how large the content of an update is at most, in bytes
   * @throws IllegalArgumentException if the settings name no brokers, or are not possible
   */
  static KafkaUpdateListener to(KafkaSettings kafka, int maxUpdate) {
    int maxRecord = maxUpdate + HEADER_BYTES;
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
    // Acknowledged means: by all replicas that are in sync. What the producer repeats counts once.
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A hub waits for the end of all this.
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCKED.toMillis());
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    // The callback refuses what is larger (413), so that nothing fails here for its size.
    configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecord);
    return configuration;
  }

  // END SNIPPET: configuration

  /** Looks for the topic, so that a wrong setting shows at the start and not at an update. */
  void look() {
    try {
      LOG.info(
          "Updates go to the Kafka topic {}, which has {} partitions",
          kafka.topic(),
          producer.partitionsFor(kafka.topic()).size());
    } catch (KafkaException e) {
      LOG.warn(
          "Updates are answered 503 until Kafka at {} shows the topic {}: {}",
          kafka.place(),
          kafka.topic(),
          Reason.of(e));
    }
  }

  // START SNIPPET: listener
  @Override
  public void onUpdate(Update update) throws Exception {
    if (!places.tryAcquire()) {
      throw new IOException("Kafka is slow: " + MAX_WAITING + " updates wait for it already");
    }
    try {
      producer
          .send(UpdateRecords.toKafka(update, kafka.topic()))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Kafka did not take " + update + reason(e), e.getCause());
    } finally {
      places.release();
    }
  }

  // END SNIPPET: listener

  /** Sends what is on its way, within the time for a delivery, and ends. */
  @Override
  public void close() {
    producer.close(DELIVERY);
  }

  private String reason(ExecutionException e) {
    return e.getCause() instanceof RecordTooLargeException
        ? ": max.message.bytes of the topic " + kafka.topic() + " must be " + maxRecord + " or more"
        : ": " + e.getMessage();
  }
}
