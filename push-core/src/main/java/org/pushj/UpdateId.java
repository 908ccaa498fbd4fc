package org.pushj;

import java.time.Instant;
import java.util.UUID;
import org.pushj.platform.Platform;
import org.pushj.platform.TimeOrderedUuids;

/**
 * Identifies one receipt of an update, in the application and its log. It stays the same however
 * often this update is delivered to a listener. When a hub sends the same content again, that is
 * another receipt with another id: compare {@link Update#sha256()} to detect equal content. Ids
 * sort by creation time.
 *
 * @param value the UUID behind the id
 * @since 0.1
 */
public record UpdateId(UUID value) implements Comparable<UpdateId> {

  /** Makes a new id for an update that is received at {@code now}. */
  public static UpdateId next(Instant now) {
    return new UpdateId(Platform.system().ids().at(now));
  }

  /**
   * Parses the text of {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static UpdateId of(String text) {
    return new UpdateId(UUID.fromString(text));
  }

  /** Compares the ids by their text, as a database does. */
  @Override
  public int compareTo(UpdateId other) {
    return TimeOrderedUuids.compare(value, other.value);
  }

  /** Returns the UUID's canonical text, 36 characters long. */
  @Override
  public String toString() {
    return value.toString();
  }
}
