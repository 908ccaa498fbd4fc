package org.pushj.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushj.CallbackToken;

/**
 * How many bytes of content may be in memory at a time, of all deliveries together. One callback
 * may hold a half of it, so that a flood at one starves no other; and the last quarter is for small
 * content. Where there is no room, bodies that have been arriving for {@link #SLOW} give way, the
 * oldest first: connections that are held open keep no hub out. Thread-safe.
 */
final class BodyBudget {
  /** Up to this size content is small, in bytes. */
  static final int SMALL = 64 << 10;

  /** What takes as long as this to arrive gives way to others. */
  static final Duration SLOW = Duration.ofSeconds(2);

  private final long total;
  private final InstantSource clock;
  private final Map<CallbackToken, Long> held = new HashMap<>();

  /** When bodies that are still arriving began, the oldest first. */
  private final Map<HeldBody, Instant> arriving = new LinkedHashMap<>();

  private long used;

  BodyBudget(long total, InstantSource clock) {
    this.total = total;
    this.clock = clock;
  }

  /**
   * Reserves memory for the content of one delivery, besides what it has until that is released.
   *
   * @return false if that is too much now; then nothing is reserved
   */
  synchronized boolean reserve(CallbackToken at, long bytes) {
    long limit = bytes <= SMALL ? total : total - total / 4;
    while (own(at) + bytes > total / 2) {
      if (!makeRoom(body -> body.isAt(at))) {
        return false;
      }
    }
    while (used + bytes > limit) {
      if (!makeRoom(body -> true)) {
        return false;
      }
    }
    held.merge(at, bytes, Long::sum);
    used += bytes;
    return true;
  }

  /**
   * Tells whether there is so much that it may be reserved before it has come: three quarters are
   * left, which only what comes can take.
   */
  synchronized boolean isPlenty(long bytes) {
    return used + bytes <= total / 4;
  }

  private long own(CallbackToken at) {
    return held.getOrDefault(at, 0L);
  }

  /** Drops the oldest body that arrives slowly; false if there is none. */
  private boolean makeRoom(Predicate<HeldBody> candidates) {
    Instant before = clock.instant().minus(SLOW);
    Optional<HeldBody> slow =
        arriving.entrySet().stream()
            .takeWhile(each -> !each.getValue().isAfter(before))
            .map(Map.Entry::getKey)
            .filter(candidates)
            .findFirst();
    slow.ifPresent(HeldBody::giveWay);
    return slow.isPresent();
  }

  /** Notes a body of which some is in memory, and that may have to give way. */
  void begins(HeldBody body) {
    Instant now = clock.instant();
    synchronized (this) {
      arriving.putIfAbsent(body, now);
    }
  }

  /** Notes that a body has come, or is over. */
  synchronized void ends(HeldBody body) {
    arriving.remove(body);
  }

  /** Gives back what was reserved. */
  synchronized void release(CallbackToken at, long bytes) {
    if (bytes == 0) {
      return;
    }
    used -= bytes;
    held.computeIfPresent(at, (token, own) -> own > bytes ? own - bytes : null);
  }
}
