package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.pushj.FormerGrant;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.RetryPolicy;
import org.pushj.Subscription;
import org.pushj.base.Durations;
import org.pushj.base.Jitter;

/**
 * Says when there is work to do next on a subscription. Each method takes the value that a
 * transition made, and returns it with {@link Subscription#dueAt()} set. The end of a lease that
 * runs is always due, so that it is noticed.
 *
 * <p>What is spread over time follows from the id: it differs between subscriptions, and every node
 * finds the same.
 */
final class Schedule {
  private static final Duration GIVE_UP_AGAIN = Duration.ofHours(1);

  private final RenewalPolicy renewals;
  private final RetryPolicy retries;

  Schedule(RenewalPolicy renewals, RetryPolicy retries) {
    this.renewals = renewals;
    this.retries = retries;
  }

  /** A request is about to be sent: it is to be verified in time. */
  Subscription asked(Subscription next, Instant now) {
    Duration wait =
        next.attempts() == 0
            ? renewals.unverifiedAfter()
            : Durations.longer(renewals.unverifiedAfter(), delay(next, now));
    return due(next, now.plus(wait), now);
  }

  /**
   * A request has failed: it is tried again after a while.
   *
   * @param retryAfter how long the hub wants to be left alone; empty if it did not say
   */
  Subscription failed(Subscription next, Instant now, Optional<Duration> retryAfter) {
    Duration wait = delay(next, now);
    return due(
        next, now.plus(retryAfter.map(hub -> Durations.longer(hub, wait)).orElse(wait)), now);
  }

  /**
   * The hub is left alone for others' sake.
   *
   * @param until when it may be asked again
   */
  Subscription postponed(Subscription next, Instant now, Instant until) {
    Duration wait = delay(next, now);
    Instant again = now.plus(wait);
    return due(next, again.isBefore(until) ? until.plus(wait) : again, now);
  }

  /** Nothing failed: a former grant is given up, an open request is waited for, or a lease runs. */
  Subscription settled(Subscription next, Instant now) {
    return isToBeGivenUp(next, now) ? due(next, now, now) : waiting(next, now);
  }

  /**
   * The hub of a former grant could not be asked to end it: it is asked again, and no other work
   * waits for that.
   */
  Subscription notGivenUp(Subscription next, Instant now) {
    Lease lease = next.lease();
    PendingIntent open = next.pending();
    Instant again = now.plus(GIVE_UP_AGAIN);
    if (lease == null || !lease.isAliveAt(now) || next.attempts() > 0) {
      return next.withDueAt(now);
    }
    Instant rest =
        open == null
            ? renewals.renewsAt(lease, Jitter.of(next.id().value(), 0))
            : open.since().plus(renewals.unverifiedAfter());
    return due(next, Durations.earlier(rest, again), now);
  }

  /** The lease has ended: it is renewed at once, but where that failed, or would be too often. */
  Subscription expired(Subscription next, Instant now) {
    Lease lease = Objects.requireNonNull(next.lease());
    Instant due =
        next.attempts() > 0 || next.pending() != null
            ? now.plus(delay(next, now))
            : Durations.later(now, lease.startsAt().plus(renewals.minInterval()));
    return next.withDueAt(due);
  }

  /** Tells whether a hub is to be asked to end what it granted before. */
  static boolean isToBeGivenUp(Subscription subscription, Instant now) {
    FormerGrant former = subscription.former();
    return former != null
        && former.askedAt() == null
        && former.isAliveAt(now)
        && !former.callback().equals(subscription.callback());
  }

  private Subscription waiting(Subscription next, Instant now) {
    PendingIntent open = next.pending();
    Lease lease = next.lease();
    if (open != null) {
      return due(next, open.since().plus(renewals.unverifiedAfter()), now);
    }
    return lease == null || next.attempts() > 0
        ? failed(next, now, Optional.empty())
        : due(next, renewals.renewsAt(lease, Jitter.of(next.id().value(), 0)), now);
  }

  private Subscription due(Subscription next, Instant at, Instant now) {
    Lease lease = next.lease();
    return next.withDueAt(
        lease != null && lease.isAliveAt(now) && lease.endsAt().isBefore(at) ? lease.endsAt() : at);
  }

  /**
   * Returns how long to wait for the next try: at most half of what is left of the lease, so that
   * it is tried more often as its end comes near.
   */
  private Duration delay(Subscription subscription, Instant now) {
    double spread = Jitter.of(subscription.id().value(), subscription.attempts());
    Duration delay = retries.delay(subscription.attempts(), spread);
    Lease lease = subscription.lease();
    if (lease == null || !lease.isAliveAt(now)) {
      return delay;
    }
    double quarter = Duration.between(now, lease.endsAt()).toMillis() / 4.0;
    Duration most = Duration.ofMillis((long) (quarter * (1 + spread)));
    return Durations.shorter(delay, Durations.longer(most, retries.first()));
  }
}
