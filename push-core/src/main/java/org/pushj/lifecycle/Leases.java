package org.pushj.lifecycle;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
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

  private static final Duration MAX = Duration.ofDays(3650);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,1000}");

  /**
   * Makes what a hub has verified the subscription's own. What it had before, if its lease runs,
   * still counts where it is another registration, or ends later: anyone who knows a callback can
   * verify while a request is open, and ends no lease with that.
   *
   * @param open the open request
   * @param leaseSeconds as in {@link #grant}
   */
  Transition verified(
      Subscription current, OpenRequest open, Optional<String> leaseSeconds, Instant now) {
    Registration registration = open.registration();
    Lease lease = grant(leaseSeconds, now, running(current, open.callback()));
    Grant before = current.grant();
    Grant.Former former = current.former();
    boolean other = before != null && !before.registration().equals(registration);
    boolean later = before != null && before.lease().endsAt().isAfter(lease.endsAt());
    if (before != null && before.isAliveAt(now) && (other || (later && former == null))) {
      boolean left = !before.registration().callback().equals(registration.callback());
      former =
          new Grant.Former(before.registration(), before.lease().endsAt(), null, left ? now : null);
    }
    Subscription next =
        current.toBuilder()
            .grant(new Grant(registration, lease))
            .former(former)
            .open(null)
            .progress(Progress.NONE)
            .build();
    return Transition.to(schedule.settled(next, now), news(current, registration, lease));
  }

  private static List<Effect> news(Subscription before, Registration registration, Lease lease) {
    Grant former = before.grant();
    boolean renewed = before.isAliveAt(lease.startsAt());
    List<Effect> news = new ArrayList<>();
    news.add(renewed ? new News.Renewed(lease, before.attempts() > 0) : new News.Verified(lease));
    boolean wasUnsigned = former != null && former.registration().secret() == null;
    if (before.request().signed() && registration.secret() == null && !wasUnsigned) {
      news.add(new News.Unsigned());
    }
    if (former != null && !renewed) {
      news.add(new News.Resumed(former.lease().endsAt(), lease.startsAt()));
    }
    return news;
  }

  /** Returns the lease of this callback; null if there is none. */
  static @Nullable Lease running(Subscription current, CallbackToken callback) {
    Grant grant = current.grant();
    return grant != null && grant.registration().callback().equals(callback) ? grant.lease() : null;
  }

  /**
   * Returns the lease that begins now.
   *
   * @param leaseSeconds the {@code hub.lease_seconds} of the verification, unchanged; empty if it
   *     has none
   * @param running what the same hub granted before; null if nothing. It is not cut short by a
   *     verification that names no lease
   */
  Lease grant(Optional<String> leaseSeconds, Instant now, @Nullable Lease running) {
    Optional<Duration> named = leaseSeconds.flatMap(Leases::length);
    Lease lease = Lease.of(now, named.orElse(WHEN_UNKNOWN));
    return named.isEmpty() && running != null && running.endsAt().isAfter(lease.endsAt())
        ? new Lease(now, running.endsAt())
        : lease;
  }

  private static Optional<Duration> length(String text) {
    if (!SECONDS.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger seconds = new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE));
    return seconds.signum() == 0
        ? Optional.empty()
        : Optional.of(Durations.shorter(Duration.ofSeconds(seconds.longValue()), MAX));
  }
}
