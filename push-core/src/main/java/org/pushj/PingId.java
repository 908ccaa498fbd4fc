package org.pushj;

import java.time.Instant;
import java.util.UUID;

/**
 * Names one ping that waits to be sent to a hub, in the application and its log. Ids sort by the
 * time of their making.
 *
 * @param value the UUID behind the id
 * @since 0.1
 */
public record PingId(UUID value) implements Comparable<PingId> {

  /** Makes a new id for a ping that is asked for at {@code now}. */
  public static PingId next(Instant now) {
    return new PingId(TimeOrderedUuid.at(now));
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if the text is no UUID
   */
  public static PingId of(String text) {
    return new PingId(UUID.fromString(text));
  }

  /** Compares the texts of the ids, as a database does. */
  @Override
  public int compareTo(PingId other) {
    return toString().compareTo(other.toString());
  }

  /** Returns the UUID's canonical text, 36 characters long. */
  @Override
  public String toString() {
    return value.toString();
  }
}
