package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.lifecycle.Effect.News;
import org.pushj.time.Durations;

/** Ends subscriptions. What a hub may still call is remembered, so that it learns of the end. */
final class Endings {
  private static final Duration MAX_REMEMBERED = Duration.ofDays(30);

  private Endings() {}

  /** It has ended as intended, and as far as we know the hub knows. */
  static Transition end(Subscription current, Instant now) {
    return end(current, now, now.plus(Grant.Former.REMEMBERED));
  }

  /** The application is done with it; the hub may deliver until its lease ends. */
  static Transition forget(Subscription current, Instant now) {
    Lease lease = current.lease();
    Instant remembered = now.plus(Grant.Former.REMEMBERED);
    return end(
        current,
        now,
        lease == null
            ? remembered
            : Durations.later(
                remembered, Durations.earlier(lease.endsAt(), now.plus(MAX_REMEMBERED))));
  }

  private static Transition end(Subscription current, Instant now, Instant remembered) {
    News ended = new News.Ended(current);
    Optional<Registration> registration = current.registration();
    if (registration.isEmpty()) {
      return Transition.removed(ended);
    }
    return Transition.to(
        current.toBuilder()
            .wanted(false)
            .paused(false)
            .target(null)
            .grant(null)
            .open(null)
            .former(new Grant.Former(registration.get(), now, now))
            .progress(Progress.NONE.withDueAt(remembered))
            .build(),
        ended);
  }
}
