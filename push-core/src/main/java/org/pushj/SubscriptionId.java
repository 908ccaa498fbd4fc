package org.pushj;

import java.time.Instant;
import java.util.UUID;
import org.pushj.platform.Platform;
import org.pushj.platform.TimeOrderedUuids;

/**
 * Identifies a subscription in the application, its store and its log. It is no secret: callback
 * URLs contain a {@link CallbackToken} instead. Ids sort by creation time.
 *
 * @param value the UUID behind the id
 * @since 0.1
 */
public record SubscriptionId(UUID value) implements Comparable<SubscriptionId> {

  /** Makes a new id for a subscription that is created at {@code now}. */
  public static SubscriptionId next(Instant now) {
    return new SubscriptionId(Platform.system().ids().at(now));
  }

  /**
   * Parses the text of {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static SubscriptionId of(String text) {
    return new SubscriptionId(UUID.fromString(text));
  }

  /** Compares the ids by their text, as a database does. */
  @Override
  public int compareTo(SubscriptionId other) {
    return TimeOrderedUuids.compare(value, other.value);
  }

  /** Returns the UUID's canonical text, 36 characters long. */
  @Override
  public String toString() {
    return value.toString();
  }
}
