package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;
import org.pushj.time.Durations;
import org.pushj.time.Jitter;

/**
 * Says when the next work on a subscription is due. Each method takes the subscription as it is
 * after an event, and returns it with its due time. The end of a lease that runs is always due, so
 * that it is noticed.
 *
 * <p>What is spread over time follows from the id: it differs between subscriptions, and every node
 * finds the same.
 */
record Schedule(RenewalPolicy renewals, RetryPolicy retries) {
  private static final Duration FORMER_AGAIN = Duration.ofHours(1);

  /**
   * However short a lease is, its hub, and the page that names it, are not asked sooner after a
   * verification: at the price of gaps between leases.
   */
  private static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

  /** However long a lease is said to be, its hub is asked again after that time at the latest. */
  private static final Duration MAX_INTERVAL = Duration.ofDays(7);

  /** A request is about to be sent: it is to be verified in time. */
  Subscription asked(Subscription next, Instant now) {
    return due(next, now.plus(timeToVerify(next, now)), now);
  }

  /**
   * A request is about to be sent by a claim. Where the lease leaves time enough, its time to
   * verify is set at once. Elsewhere the claim stays, so that others soon take over from a node
   * that dies before it has sent the request; then {@link #accepted} sets that time.
   */
  Subscription askedByClaim(Subscription next, Instant claimedUntil, Instant now) {
    Lease lease = next.lease();
    boolean enough =
        lease != null && now.plus(timeToVerify(next, now).multipliedBy(4)).isBefore(lease.endsAt());
    return enough ? asked(next, now) : next.withDueAt(claimedUntil);
  }

  /** The hub accepted the request: it has its time to verify from when it was asked. */
  Subscription accepted(Subscription next, OpenRequest open, Instant now) {
    Instant due = next.dueAt();
    Subscription later = due(next, open.since().plus(timeToVerify(next, open.since())), now);
    Instant verifiedBy = later.dueAt();
    return due != null && verifiedBy != null && verifiedBy.isAfter(due) ? later : next;
  }

  /** Tells whether the open request should have been verified by now. */
  boolean isOverdue(OpenRequest open, Instant now) {
    return !open.since().plus(renewals.unverifiedAfter()).isAfter(now);
  }

  /**
   * A request has failed: it is tried again after a while. A {@code Retry-After} that the lease
   * does not leave the time for does not delay that: another hub may be asked meanwhile, and the
   * circuit breaker spares this one. A hub that is spared is asked soon after that, however often
   * it has failed; to end a lease it is asked ever more rarely.
   *
   * @param permanent whether the hub will most likely say the same again
   */
  Subscription failed(Subscription next, Instant now, Pause pause, boolean permanent) {
    Instant again = now.plus(delay(next, now, permanent));
    Instant asked =
        pause
            .retryAfter()
            .map(now::plus)
            .filter(until -> !next.wanted() || canWait(next, until, now))
            .orElse(again);
    Instant due = Durations.later(again, asked);
    return due(
        next,
        pause
            .sparedUntil()
            .filter(until -> next.wanted())
            .map(until -> Durations.earlier(due, soonAfter(next, until)))
            .orElse(due),
        now);
  }

  /**
   * How long to wait before a hub that did not accept a request is asked again.
   *
   * @param retryAfter how long it asks to wait; empty if it did not say
   * @param sparedUntil until when its circuit breaker is open; empty if it is not
   */
  record Pause(Optional<Duration> retryAfter, Optional<Instant> sparedUntil) {
    static final Pause NONE = new Pause(Optional.empty(), Optional.empty());
  }

  /**
   * The hub is not asked, since it fails: it is asked soon after it may be, spread over time.
   *
   * @param until when it may be asked again
   */
  Subscription postponed(Subscription next, Instant now, Instant until) {
    Instant after = soonAfter(next, until);
    return due(formerBehind(next, after), after, now);
  }

  /**
   * Work is due at a time, unless it is due earlier. The end of a former grant waits for that: only
   * that has a time of its own in what is stored, so once it was done the rest would be due when
   * the lease says.
   */
  Subscription hastened(Subscription current, Instant at, Instant now) {
    Subscription next = formerBehind(current, at);
    Instant due = current.dueAt();
    if (!next.equals(current)) {
      return due(next, Durations.earlier(at, restDueAt(next, now)), now);
    }
    return due == null || due.isAfter(at) ? next.withDueAt(at) : current;
  }

  /** Puts the end of a former grant behind other work of a time. */
  static Subscription formerBehind(Subscription next, Instant at) {
    Grant.Former former = next.former();
    Instant due = former == null ? null : former.dueAt();
    return former == null || due == null || due.isAfter(at)
        ? next
        : next.toBuilder().former(former.withDueAt(at.plus(FORMER_AGAIN))).build();
  }

  private Instant soonAfter(Subscription next, Instant until) {
    // Anew each time: no subscription is always the one that tries whether the hub works again.
    double jitter = Jitter.of(next.id().value(), (int) until.getEpochSecond());
    return until.plusMillis((long) (retries.first().toMillis() * jitter));
  }

  /** The hub granted a lease: another request is waited for, or the lease is renewed in time. */
  Subscription settled(Subscription next, Instant now) {
    return due(next, restDueAt(next, now), now);
  }

  /** The lease is shorter than was known: it is renewed in time, and nothing is put off. */
  Subscription shortened(Subscription next) {
    Lease lease = next.lease();
    return lease == null ? next : noLater(next, renewsAt(next, lease));
  }

  /** Work is due at a time at the latest; null for no such time. */
  static Subscription noLater(Subscription next, @Nullable Instant at) {
    Instant due = next.dueAt();
    return at != null && (due == null || at.isBefore(due)) ? next.withDueAt(at) : next;
  }

  /**
   * Returns when the hub of a former grant is asked again to end it: ever more rarely, and never
   * more than once an hour.
   */
  static Instant formerAgain(Grant.Former former, Instant now) {
    Instant first = former.askedAt() == null ? now : former.askedAt();
    return now.plus(Durations.longer(FORMER_AGAIN, Duration.between(first, now)));
  }

  /** Changes a former grant, and when work is due if that was the next. */
  Subscription withFormer(Subscription current, Grant.Former former, Instant now) {
    Grant.Former before = current.former();
    Instant due = before == null ? null : before.dueAt();
    return due != null && due.equals(current.dueAt())
        ? afterFormer(current, former, now)
        : current.toBuilder().former(former).build();
  }

  /** A former grant was due: it is due again, or other work is. */
  Subscription afterFormer(Subscription current, Grant.Former former, Instant now) {
    Subscription next = current.toBuilder().former(former).build();
    if (next.state() != SubscriptionState.ENDED) {
      return settled(next, now);
    }
    Instant due = former.dueAt();
    return next.withDueAt(due == null ? former.endsAt().plus(Grant.Former.REMEMBERED) : due);
  }

  /** The lease has ended: it is renewed at once, unless a request is open, or was just verified. */
  Subscription lapsed(Subscription next, Lease lease, Instant now) {
    Instant due =
        next.open() != null
            ? now.plus(delay(next, now, false))
            : Durations.later(now, lease.startsAt().plus(MIN_INTERVAL));
    return next.withDueAt(due);
  }

  /** Returns when work is due besides the end of a former grant. */
  private Instant restDueAt(Subscription next, Instant now) {
    Lease lease = next.lease();
    OpenRequest open = next.open();
    boolean isLate = lease != null && open != null && !lease.isAliveAt(now);
    // A denial of the lease is no failed attempt.
    boolean isDenied = open == null && next.progress().hasProblem(Problem.Kind.DENIED);
    if (lease == null || isLate || isDenied || next.attempts() > 0) {
      return now;
    }
    return open == null ? renewsAt(next, lease) : open.since().plus(renewals.unverifiedAfter());
  }

  /** Tells whether the lease leaves the time to wait for its hub: at most half of its rest. */
  static boolean canWait(Subscription subscription, Instant until, Instant now) {
    Lease lease = subscription.lease();
    return lease != null
        && lease.isAliveAt(now)
        && until.isBefore(now.plus(Duration.between(now, lease.endsAt()).dividedBy(2)));
  }

  /** A lease is renewed when between a half and a third of it is left, or after a week. */
  private Instant renewsAt(Subscription subscription, Lease lease) {
    Duration length = lease.length();
    double jitter = Jitter.of(subscription.id().value(), 0);
    Duration wait =
        length.dividedBy(2).plusMillis((long) (length.dividedBy(6).toMillis() * jitter));
    return lease
        .startsAt()
        .plus(Durations.longer(Durations.shorter(wait, MAX_INTERVAL), MIN_INTERVAL));
  }

  private Duration timeToVerify(Subscription next, Instant now) {
    return next.attempts() == 0
        ? renewals.unverifiedAfter()
        : Durations.longer(renewals.unverifiedAfter(), delay(next, now, false));
  }

  /**
   * Nothing that is due sooner is put off: the end of a lease, and of the acceptance of content,
   * and that of a former grant. The last waits for the next try of a request that has failed, or it
   * would cause that try too.
   */
  private Subscription due(Subscription next, Instant at, Instant now) {
    Lease lease = next.lease();
    Instant accepted = next.acceptedUntil();
    Grant.Former former = next.former();
    Instant due = at;
    if (lease != null && lease.isAliveAt(now)) {
      Instant end = Durations.later(lease.endsAt(), lease.startsAt().plus(MIN_INTERVAL));
      due = Durations.earlier(due, accepted == null ? end : Durations.earlier(end, accepted));
    } else if (accepted != null && now.isBefore(accepted)) {
      due = Durations.earlier(due, accepted);
    }
    Instant formerDue =
        former == null || !former.isAliveAt(now) || next.attempts() > 0 ? null : former.dueAt();
    return next.withDueAt(formerDue == null ? due : Durations.earlier(due, formerDue));
  }

  /**
   * Returns how long to wait for the next try: at most half of what is left of the lease, so that
   * it is tried more often as its end comes near.
   */
  private Duration delay(Subscription subscription, Instant now, boolean permanent) {
    double jitter = Jitter.of(subscription.id().value(), subscription.attempts());
    Duration delay =
        permanent
            ? retries.delayWhenRefused(subscription.attempts(), jitter)
            : retries.delay(subscription.attempts(), jitter);
    Lease lease = subscription.lease();
    if (lease == null || !lease.isAliveAt(now)) {
      return delay;
    }
    double quarter = Duration.between(now, lease.endsAt()).toMillis() / 4.0;
    Duration most = Duration.ofMillis((long) (quarter * (1 + jitter)));
    return Durations.shorter(delay, Durations.longer(most, retries.first()));
  }
}
