package org.pushj.simulation;

import java.time.Duration;

/** How a hub behaves for a while. */
enum Mood {
  /** It keeps to the Recommendation. */
  HONEST(Duration.ofDays(4)),
  /** It verifies before it answers. */
  EARLY(Duration.ofDays(2)),
  /** It verifies twice, side by side. */
  TWICE(Duration.ofDays(2)),
  /** It verifies up to two days late, whatever it was asked meanwhile. */
  LATE(Duration.ofDays(2)),
  /** It delivers again what was taken. */
  REPEATING(Duration.ofDays(2)),
  /** It answers 503, mostly with a {@code Retry-After}. */
  BUSY(Duration.ofHours(12)),
  /** It answers 500, or not at all. */
  DOWN(Duration.ofDays(3)),
  /** It accepts requests and never verifies them. */
  SILENT(Duration.ofDays(1)),
  /** It has lost some of its grants. */
  FORGETFUL(Duration.ofHours(1)),
  /** It accepts requests and denies them, and subscriptions that it has granted too. */
  DENYING(Duration.ofDays(1)),
  /** It answers 4xx. */
  REFUSING(Duration.ofDays(2)),
  /** It answers 400, and repeats what it was sent. */
  ECHOING(Duration.ofDays(1)),
  /** It grants leases of seconds or minutes. */
  FLEETING(Duration.ofHours(3)),
  /** It grants leases of centuries. */
  ENDLESS(Duration.ofDays(1));

  private final Duration longest;

  Mood(Duration longest) {
    this.longest = longest;
  }

  /** Returns for how long it lasts at most. */
  Duration longest() {
    return longest;
  }
}
