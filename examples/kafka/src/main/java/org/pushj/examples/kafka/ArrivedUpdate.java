package org.pushj.examples.kafka;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.UpdateId;

/**
 * An update consumed from Kafka, where neither a subscriber nor its store is needed to process it.
 * For the headers of its record see {@link UpdateRecords}.
 */
final class ArrivedUpdate {
  private final UpdateId id;
  private final URI topic;
  private final @Nullable String contentType;
  private final byte[] content;

  /** Does not copy the content, which must not be changed afterwards. */
  ArrivedUpdate(UpdateId id, URI topic, @Nullable String contentType, byte[] content) {
    this.id = id;
    this.topic = topic;
    this.contentType = contentType;
    this.content = content;
  }

  /** Returns the id of the update: the same however often the record is read. */
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

  /** Returns the content byte for byte, not a copy. */
  byte[] content() {
    return content;
  }

  /** Returns one printable line in ASCII: untrusted text cannot control the terminal. */
  @Override
  public String toString() {
    String type = contentType == null ? "unknown" : contentType.replaceAll("[^ -~]", "?");
    return id + " " + topic.toASCIIString() + " " + type + " " + content.length + " bytes";
  }
}
