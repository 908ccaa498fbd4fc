package org.pushj;

import java.time.Instant;
import java.util.UUID;
import org.pushj.platform.Platform;
import org.pushj.platform.TimeOrderedUuids;

/**
 * Identifies one ping in the queue, in the application and its log. Ids sort by creation time.
 *
 * @param value the UUID behind the id
 * @since 0.1
 */
public record PingId(UUID value) implements Comparable<PingId> {

  /** Makes a new id for a ping that is requested at {@code now}. */
  public static PingId next(Instant now) {
    return new PingId(Platform.system().ids().at(now));
  }

  /**
   * Parses the text of {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static PingId of(String text) {
    return new PingId(UUID.fromString(text));
  }

  /** Compares the ids by their text, as a database does. */
  @Override
  public int compareTo(PingId other) {
    return TimeOrderedUuids.compare(value, other.value);
  }

  /** Returns the UUID's canonical text, 36 characters long. */
  @Override
  public String toString() {
    return value.toString();
  }
}
