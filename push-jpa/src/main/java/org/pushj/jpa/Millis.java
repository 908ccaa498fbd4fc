package org.pushj.jpa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as rows keep them: in whole milliseconds. */
final class Millis {
  private Millis() {}

  /** Returns the first whole millisecond that is not before an instant. */
  static long firstFrom(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }

  static @Nullable Long firstFromOrNull(@Nullable Instant instant) {
    return instant == null ? null : firstFrom(instant);
  }
}
