package org.pushj;

import java.time.Instant;
import java.util.UUID;
import org.pushj.platform.Platform;
import org.pushj.platform.TimeOrderedUuids;

/**
 * Names a subscription in the application, its store and its log. It is no secret: the callback URL
 * holds a {@link CallbackToken} instead. Ids sort by the time of their making.
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
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static SubscriptionId of(String text) {
    return new SubscriptionId(UUID.fromString(text));
  }

  /** Compares the texts of the ids, as a database does. */
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
