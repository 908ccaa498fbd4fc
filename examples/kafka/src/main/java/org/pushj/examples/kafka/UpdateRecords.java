package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.pushj.Origin;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Converts updates to and from Kafka records. The key is the URL of the topic: Kafka keeps records
 * with the same key in one partition, and so in order. The value is the content, byte for byte.
 * Everything else is in the headers, as UTF-8 text; headers without a value are omitted.
 */
final class UpdateRecords {
  static final String ID = "update-id";
  static final String SUBSCRIPTION = "subscription-id";
  static final String RESOURCE = "resource";
  static final String HUB = "hub";
  static final String RECEIVED_AT = "received-at";
  static final String SIGNATURE = "signature-algorithm";
  static final String CONTENT_TYPE = "content-type";

  /** Repeated for each {@code Link} header. */
  static final String LINK = "link";

  private UpdateRecords() {}

  // START SNIPPET: record
  /** Converts an update to a record. */
  static ProducerRecord<String, byte[]> toKafka(Update update, String kafkaTopic) {
    Origin origin = update.origin();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(kafkaTopic, origin.topic().toString(), update.bytes());
    Headers headers = record.headers();
    put(headers, ID, update.id());
    put(headers, SUBSCRIPTION, origin.subscription());
    put(headers, RESOURCE, origin.resource());
    put(headers, HUB, origin.hub());
    put(headers, RECEIVED_AT, update.receivedAt());
    update.signatureAlgorithm().ifPresent(algorithm -> put(headers, SIGNATURE, algorithm.method()));
    update.contentType().ifPresent(type -> put(headers, CONTENT_TYPE, type));
    update.headers().allValues("Link").forEach(link -> put(headers, LINK, link));
    return record;
  }

  // END SNIPPET: record

  /**
   * Converts a record to an update.
   *
   * @throws IllegalArgumentException if the record is not an update; the message says why
   */
  static ArrivedUpdate fromKafka(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.value() == null) {
      throw new IllegalArgumentException("it has no key, or no value");
    }
    String id =
        text(record.headers(), ID)
            .orElseThrow(() -> new IllegalArgumentException("it has no header " + ID));
    return new ArrivedUpdate(
        UpdateId.of(id),
        URI.create(record.key()),
        text(record.headers(), CONTENT_TYPE).orElse(null),
        record.value());
  }

  private static void put(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(UTF_8));
  }

  private static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }
}
