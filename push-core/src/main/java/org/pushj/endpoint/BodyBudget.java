package org.pushj.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.pushj.CallbackToken;

/**
 * How many bytes of content may be in memory at a time, of all deliveries together. One callback
 * may hold a half of it, so that a flood at one starves no other; and the last quarter is for small
 * content. Thread-safe.
 */
final class BodyBudget {
  /** Up to this size content is small, in bytes. */
  static final int SMALL = 64 << 10;

  private final long total;
  private final Map<CallbackToken, Long> held = new HashMap<>();
  private long used;

  BodyBudget(long total) {
    this.total = total;
  }

  /**
   * Reserves memory for the content of one delivery, besides what it has until that is released.
   *
   * @return false if that is too much now; then nothing is reserved
   */
  synchronized boolean reserve(CallbackToken at, long bytes) {
    long own = held.getOrDefault(at, 0L) + bytes;
    long limit = bytes <= SMALL ? total : total - total / 4;
    if (own > total / 2 || used + bytes > limit) {
      return false;
    }
    held.put(at, own);
    used += bytes;
    return true;
  }

  /** Gives back what was reserved. */
  synchronized void release(CallbackToken at, long bytes) {
    used -= bytes;
    held.computeIfPresent(at, (token, own) -> own > bytes ? own - bytes : null);
  }
}
