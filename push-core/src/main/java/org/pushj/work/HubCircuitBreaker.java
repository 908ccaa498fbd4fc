package org.pushj.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.base.Durations;

/**
 * What {@link HubCircuitBreakers} knows of one hub. Used by one thread at a time.
 *
 * <p>The hub may be asked (open), is left alone (closed), or is asked by one who tries whether it
 * works again (half-open): then the time of being left alone is over, and a probe is under way.
 */
final class HubCircuitBreaker {
  private static final int MAX_FAILURES = 5;
  private static final Duration FIRST_STEP = Duration.ofMinutes(1);
  private static final Duration MAX_STEP = Duration.ofHours(1);
  private static final Duration MAX_WISH = Duration.ofDays(1);

  /** How long a probe is waited for: longer than a request takes. */
  private static final Duration MAX_PROBE = Duration.ofMinutes(2);

  private static final Duration WHILE_PROBED = Duration.ofSeconds(5);

  private int failures;
  private Duration step = FIRST_STEP;
  private @Nullable Instant blockedUntil;
  private boolean asWished;
  private @Nullable Instant probedSince;

  /** Tells whether there is nothing to remember. */
  boolean isForgettable() {
    return failures == 0 && blockedUntil == null;
  }

  /** Returns until when the hub is left alone, to one who does not probe. */
  Optional<Instant> openUntil(Instant now) {
    return Optional.ofNullable(blockedUntil).filter(now::isBefore);
  }

  /** Returns until when the hub is left alone; whom it answers empty may probe. */
  Optional<Instant> blockedUntil(Instant now) {
    Instant until = blockedUntil;
    if (until == null || now.isBefore(until)) {
      return Optional.ofNullable(until);
    }
    if (probedSince != null && now.isBefore(probedSince.plus(MAX_PROBE))) {
      return Optional.of(now.plus(WHILE_PROBED));
    }
    probedSince = now;
    return Optional.empty();
  }

  /**
   * Takes note that the hub works. A wish to be left alone stands all the same, unless it was a
   * probe that succeeded: what was under way when the hub said so does not take it back.
   *
   * @return whether the hub was left alone until now
   */
  boolean succeeded() {
    failures = 0;
    if (blockedUntil == null || (asWished && probedSince == null)) {
      return false;
    }
    blockedUntil = null;
    asWished = false;
    probedSince = null;
    step = FIRST_STEP;
    return true;
  }

  /**
   * Takes note that the hub failed.
   *
   * @param wish how long it wants to be left alone; null if it did not say
   * @return when it now begins to be left alone: until when
   */
  Optional<Instant> failed(Instant now, @Nullable Duration wish) {
    failures = Math.min(failures + 1, MAX_FAILURES);
    Instant wished = wish == null ? now : now.plus(Durations.shorter(wish, MAX_WISH));
    Instant until = blockedUntil;
    if (until != null) {
      boolean stale = now.isBefore(until);
      step = stale ? step : Durations.shorter(step.multipliedBy(2), MAX_STEP);
      close(
          Durations.later(stale ? until : now.plus(step), wished),
          wish != null || (stale && asWished));
      return Optional.empty();
    }
    if (failures < MAX_FAILURES && wish == null) {
      return Optional.empty();
    }
    Instant closed = Durations.later(now.plus(step), wished);
    close(closed, wish != null);
    return Optional.of(closed);
  }

  private void close(Instant until, boolean wished) {
    blockedUntil = until;
    asWished = wished;
    probedSince = null;
  }
}
