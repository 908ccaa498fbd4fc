package org.pushj.jpa;

import java.time.Instant;

/** Instants as rows keep them: in whole milliseconds. */
final class Millis {
  private Millis() {}

  /** Returns the first whole millisecond that is not before an instant. */
  static long firstFrom(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }
}
