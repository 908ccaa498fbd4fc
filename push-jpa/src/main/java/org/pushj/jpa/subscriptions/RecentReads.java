package org.pushj.jpa.subscriptions;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;

/**
 * The subscriptions that were made of rows lately. While a busy feed delivers, its row is the same
 * again and again, and to compare it is quicker than to parse it, or to decrypt its secrets.
 * Nothing here is older than its row: each is compared with all of it. Thread-safe.
 */
final class RecentReads {
  private static final int PLACES = 512;

  /** Longer texts, which are rare, are not kept, so that all together take a few megabytes. */
  private static final int MAX_LENGTH = 4096;

  private final AtomicReferenceArray<@Nullable Read> places = new AtomicReferenceArray<>(PLACES);

  /**
   * Returns the subscription that was made of equal values, or makes it.
   *
   * @param id the id of the row
   * @param text the text of the row
   */
  Subscription get(
      String id,
      String text,
      long version,
      @Nullable Instant dueAt,
      Supplier<Subscription> reader) {
    int place = Math.floorMod(id.hashCode(), PLACES);
    Read last = places.get(place);
    if (last != null && last.isOf(id, text, version, dueAt)) {
      return last.made();
    }
    Subscription made = reader.get();
    if (text.length() <= MAX_LENGTH) {
      places.set(place, new Read(id, text, made));
    }
    return made;
  }

  /** A subscription, and the texts that it was made of. */
  private record Read(String id, String text, Subscription made) {
    boolean isOf(String otherId, String otherText, long version, @Nullable Instant dueAt) {
      return made.version() == version
          && Objects.equals(made.dueAt(), dueAt)
          && id.equals(otherId)
          && text.equals(otherText);
    }
  }
}
