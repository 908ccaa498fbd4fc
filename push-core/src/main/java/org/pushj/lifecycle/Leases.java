package org.pushj.lifecycle;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.lifecycle.Effect.News;
import org.pushj.time.Durations;

/**
 * Makes leases and grants of what hubs verify. Hubs grant what they like, shorter or longer than
 * asked, and that counts (W3C WebSub section 5.3.1). Some grant nothing, 0, or a time without end:
 * a lease is finite nevertheless.
 */
record Leases(Schedule schedule) {
  /** What is assumed if the hub names no positive number of seconds. */
  private static final Duration WHEN_UNKNOWN = Duration.ofDays(1);

  /** For so long after a request each verification of it counts. */
  private static final Duration COUNTS = Duration.ofMinutes(15);

  private static final Duration MAX = Duration.ofDays(3650);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,1000}");

  /**
   * Makes what a hub has verified the subscription's own. Content is accepted for as long as it was
   * before: anyone who knows a callback can verify while a request is open, and ends no lease with
   * that. What was registered otherwise becomes the former grant.
   *
   * @param open the open request
   * @param leaseSeconds as in {@link #grant}
   */
  Transition verified(
      Subscription current, OpenRequest open, Optional<String> leaseSeconds, Instant now) {
    Lease lease = grant(leaseSeconds, now);
    return granted(
        current, new Grant(open.registration(), lease, lease.endsAt(), open.since(), false), now);
  }

  private Transition granted(Subscription current, Grant grant, Instant now) {
    Registration registration = grant.registration();
    Grant before = current.grant();
    Grant.Former former = current.former();
    Grant next = grant;
    if (before != null && before.registration().equals(registration)) {
      next =
          grant.withAcceptedUntil(Durations.later(before.acceptedUntil(), grant.acceptedUntil()));
    } else if (before != null && before.isAliveAt(now)) {
      former = new Grant.Former(before.registration(), before.acceptedUntil(), null, now);
    }
    Subscription granted =
        current.toBuilder().grant(next).former(former).open(null).progress(Progress.NONE).build();
    Subscription settled = schedule.settled(granted, now);
    return Transition.to(
        Refusals.isLast(Problem.Kind.UNANSWERED, current) ? unanswered(settled, current) : settled,
        news(current, next, now));
  }

  /**
   * The hub may not have received the request that was verified, nor established what it did
   * verify: it is asked again when it was to be.
   */
  private static Subscription unanswered(Subscription settled, Subscription before) {
    Progress progress =
        new Progress(
            before.attempts(), before.progress().problem(), null, false, false, settled.dueAt());
    return Schedule.noLater(settled.toBuilder().progress(progress).build(), before.dueAt());
  }

  /** The hub received the request after all that was verified. */
  Transition answered(Subscription current, Instant now) {
    return Transition.to(
        schedule.settled(current.toBuilder().progress(Progress.NONE).build(), now));
  }

  /**
   * Another verification of what was granted. In the first minutes after the request it counts as
   * much as the one before: either may be the hub's. Later it is a re-check, as hubs of
   * PubSubHubbub 0.3 (section 6.3) make to extend a lease: that may extend the acceptance of
   * content, and our own renewal stays due when it was.
   */
  Transition verifiedAgain(
      Subscription current, Grant grant, Optional<String> leaseSeconds, Instant now) {
    Lease lease = grant(leaseSeconds, now);
    Instant askedAt = grant.askedAt();
    if (askedAt != null && now.isBefore(askedAt.plus(COUNTS))) {
      return counted(current, grant, lease, now);
    }
    if (!grant.isAliveAt(now)) {
      return Transition.unrecognized(current);
    }
    return isMore(grant, lease)
        ? Transition.to(current.toBuilder().grant(grant.withAcceptedUntil(lease.endsAt())).build())
        : Transition.to(current);
  }

  private Transition counted(Subscription current, Grant grant, Lease lease, Instant now) {
    Lease known = grant.lease();
    if (!grant.isAliveAt(now)) {
      return revived(current, grant, lease, now);
    }
    boolean isShorter = isLess(known, lease);
    // The clock may have gone back.
    Instant start = Durations.earlier(known.startsAt(), lease.startsAt());
    Grant next =
        new Grant(
            grant.registration(),
            isShorter ? new Lease(start, lease.endsAt()) : known,
            isMore(grant, lease) ? lease.endsAt() : grant.acceptedUntil(),
            grant.askedAt(),
            grant.contested() || differ(known, lease));
    Subscription changed = current.toBuilder().grant(next).build();
    return Transition.to(isShorter ? schedule.shortened(changed) : changed);
  }

  /**
   * What was granted is over, and verified once more: it begins anew, for the shorter of the two
   * times. Where something else was asked for since, that is what counts.
   */
  private Transition revived(Subscription current, Grant grant, Lease lease, Instant now) {
    OpenRequest open = current.open();
    if (open != null && !open.registration().equals(grant.registration())) {
      return Transition.unrecognized(current);
    }
    Lease known = grant.lease();
    Lease anew = Lease.of(now, Durations.shorter(known.length(), lease.length()));
    boolean contested = grant.contested() || differ(known, lease);
    return granted(
        current,
        new Grant(grant.registration(), anew, lease.endsAt(), grant.askedAt(), contested),
        now);
  }

  /** Tells whether a lease takes a tenth away: what takes less costs no write. */
  private static boolean isLess(Lease known, Lease lease) {
    return !lease.endsAt().plus(known.length().dividedBy(10)).isAfter(known.endsAt());
  }

  /** Tells whether a lease adds a tenth of itself: what adds less costs no write. */
  private static boolean isMore(Grant grant, Lease lease) {
    Instant least = grant.acceptedUntil().plus(lease.length().dividedBy(10));
    return !lease.endsAt().isBefore(least) && lease.endsAt().isAfter(grant.acceptedUntil());
  }

  private static boolean differ(Lease one, Lease other) {
    Duration shorter = Durations.shorter(one.length(), other.length());
    return Durations.longer(one.length(), other.length()).compareTo(shorter.multipliedBy(2)) > 0;
  }

  private static List<Effect> news(Subscription before, Grant grant, Instant now) {
    Grant former = before.grant();
    Lease lease = grant.lease();
    boolean renewed = before.isAliveAt(now) && !before.progress().lapsed();
    List<Effect> news = new ArrayList<>();
    news.add(renewed ? new News.Renewed(lease, before.attempts() > 0) : new News.Verified(lease));
    boolean wasUnsigned = former != null && former.registration().secret() == null;
    if (before.request().signed() && grant.registration().secret() == null && !wasUnsigned) {
      news.add(new News.Unsigned());
    }
    if (former != null && !renewed) {
      news.add(new News.Resumed(former.lease().endsAt(), now));
    }
    return news;
  }

  /**
   * Returns the lease that begins now.
   *
   * @param leaseSeconds the {@code hub.lease_seconds} of the verification, unchanged; empty if it
   *     has none
   */
  static Lease grant(Optional<String> leaseSeconds, Instant now) {
    return Lease.of(now, leaseSeconds.flatMap(Leases::named).orElse(WHEN_UNKNOWN));
  }

  private static Optional<Duration> named(String text) {
    if (!SECONDS.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger seconds = new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE));
    return seconds.signum() == 0
        ? Optional.empty()
        : Optional.of(Durations.shorter(Duration.ofSeconds(seconds.longValue()), MAX));
  }
}
