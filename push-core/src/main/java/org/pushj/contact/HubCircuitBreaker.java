package org.pushj.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.time.Durations;

/**
 * The circuit breaker of one hub: closed at first, open until a back-off ends, then half-open until
 * one trial request decides what comes next. Used by one thread at a time.
 */
final class HubCircuitBreaker {
  private static final int MAX_FAILURES = 5;
  private static final Duration MIN_BACKOFF = Duration.ofMinutes(1);
  private static final Duration MAX_BACKOFF = Duration.ofHours(1);
  private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

  /** After this time a trial counts as lost: no request takes so long. */
  private static final Duration MAX_TRIAL = Duration.ofMinutes(2);

  /** How long others wait while a trial runs. */
  private static final Duration DURING_TRIAL = Duration.ofSeconds(5);

  private int failures;
  private Duration backoff = MIN_BACKOFF;
  private Instant openSince = Instant.MIN;
  private @Nullable Instant openUntil;
  private boolean byRetryAfter;
  private @Nullable Instant trialSince;

  /** Tells whether it is as good as new. */
  boolean isForgettable() {
    return failures == 0 && openUntil == null;
  }

  boolean isClosed() {
    return openUntil == null;
  }

  /** Returns until when it is open; empty if it is closed or half-open. */
  Optional<Instant> openUntil(Instant now) {
    return Optional.ofNullable(openUntil)
        .filter(until -> Durations.isWithin(Duration.between(openSince, until), openSince, now));
  }

  int failures() {
    return failures;
  }

  /** Returns until when it lets no request through. */
  Optional<Instant> blockedUntil(Instant now) {
    Optional<Instant> stillOpen = openUntil(now);
    boolean isTried =
        openUntil != null && trialSince != null && Durations.isWithin(MAX_TRIAL, trialSince, now);
    return stillOpen.isEmpty() && isTried ? Optional.of(now.plus(DURING_TRIAL)) : stillOpen;
  }

  /** Lets a request through that is not blocked: the trial, if it is half-open. */
  void pass(Instant now) {
    trialSince = openUntil == null ? null : now;
  }

  /** Records a success, and closes; returns whether it was open or half-open until now. */
  boolean succeeded() {
    failures = 0;
    // A request from before a Retry-After says nothing new.
    if (openUntil == null || (byRetryAfter && trialSince == null)) {
      return false;
    }
    openUntil = null;
    byRetryAfter = false;
    trialSince = null;
    backoff = MIN_BACKOFF;
    return true;
  }

  /** Records a failure; returns until when it is open now, if it was closed before. */
  Optional<Instant> failed(Instant now, @Nullable Duration retryAfter) {
    failures = Math.min(failures + 1, MAX_FAILURES);
    boolean wasClosed = openUntil == null;
    if (wasClosed && failures < MAX_FAILURES && retryAfter == null) {
      return Optional.empty();
    }
    // A request from before the breaker opened does not lengthen the back-off.
    Optional<Instant> stillOpen = openUntil(now);
    if (!wasClosed && stillOpen.isEmpty() && retryAfter == null) {
      backoff = Durations.shorter(backoff.multipliedBy(2), MAX_BACKOFF);
    }
    Duration wait =
        retryAfter == null
            ? backoff
            : Durations.longer(Durations.shorter(retryAfter, MAX_RETRY_AFTER), MIN_BACKOFF);
    Instant waited = now.plus(wait);
    Instant until =
        stillOpen.filter(open -> retryAfter == null || open.isAfter(waited)).orElse(waited);
    openSince = now;
    openUntil = until;
    byRetryAfter = retryAfter != null || (stillOpen.isPresent() && byRetryAfter);
    trialSince = null;
    return wasClosed ? Optional.of(until) : Optional.empty();
  }
}
