package org.pushj.jpa;

import java.time.Instant;
import org.pushj.tck.ManualClock;

/** Moments that the contracts here use. */
final class ClaimTimes {
  /** When claims are made. */
  static final Instant NOW = ManualClock.START;

  /** When these claims end. */
  static final Instant UNTIL = NOW.plusSeconds(60);

  /** When claims end that are made after those. */
  static final Instant LATER = UNTIL.plusSeconds(60);

  private ClaimTimes() {}
}
