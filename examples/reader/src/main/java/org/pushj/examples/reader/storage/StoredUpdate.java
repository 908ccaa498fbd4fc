package org.pushj.examples.reader.storage;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * What the reader stores of an update besides its content.
 *
 * @param id the id of the update
 * @param subscription the subscription that it was delivered to
 * @param topic the topic of the subscription
 * @param contentType the {@code Content-Type} as received; null if there was none
 * @param size the length of the content, in bytes
 * @param sha256 the SHA-256 digest of the content in lower-case hexadecimal digits
 * @param receivedAt when it was received
 */
public record StoredUpdate(
    UpdateId id,
    SubscriptionId subscription,
    URI topic,
    @Nullable String contentType,
    int size,
    String sha256,
    Instant receivedAt) {
  /** Describes an update. */
  static StoredUpdate of(Update update) {
    return new StoredUpdate(
        update.id(),
        update.origin().subscription(),
        update.origin().topic(),
        update.contentType().orElse(null),
        update.length(),
        update.sha256(),
        update.receivedAt());
  }
}
