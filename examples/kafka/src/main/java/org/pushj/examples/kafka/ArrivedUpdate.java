package org.pushj.examples.kafka;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.UpdateId;

/**
 * An update at the other end of Kafka, where neither a subscriber nor its store is needed to work
 * on it. The headers of its record say more: see {@link UpdateRecords}.
 */
final class ArrivedUpdate {
  private final UpdateId id;
  private final URI topic;
  private final @Nullable String contentType;
  private final byte[] content;

  /** Takes over the content, which nobody changes from now on. */
  ArrivedUpdate(UpdateId id, URI topic, @Nullable String contentType, byte[] content) {
    this.id = id;
    this.topic = topic;
    this.contentType = contentType;
    this.content = content;
  }

  /** Returns the name of its receipt: the same however often the record is read. */
  UpdateId id() {
    return id;
  }

  /** Returns the topic that has changed. */
  URI topic() {
    return topic;
  }

  /** Returns the {@code Content-Type}; null if there was none. */
  @Nullable String contentType() {
    return contentType;
  }

  /** Returns the content, byte for byte, and not as a copy. */
  byte[] content() {
    return content;
  }

  /** Returns one line for people: what strangers wrote cannot steer a terminal. */
  @Override
  public String toString() {
    String type = contentType == null ? "unknown" : contentType.replaceAll("[^ -~]", "?");
    return id + " " + topic + " " + type + " " + content.length + " bytes";
  }
}
