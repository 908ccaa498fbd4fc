package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pushj.Grant;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.lifecycle.Effect.News;
import org.pushj.time.Durations;

/**
 * Ends subscriptions. What a hub may still call is remembered, so that it learns of the end; where
 * a hub that was left before is still to be asked, that one.
 */
final class Endings {
  private static final Duration MAX_REMEMBERED = Duration.ofDays(30);

  private Endings() {}

  /** It has ended as intended, and as far as we know the hub knows. */
  static Transition end(Subscription current, Instant now) {
    return end(current, now, now.plus(Grant.Former.REMEMBERED));
  }

  /** The application is done with it; the hub may deliver until its lease ends. */
  static Transition forget(Subscription current, Instant now) {
    Instant accepted = current.acceptedUntil();
    Instant remembered = now.plus(Grant.Former.REMEMBERED);
    return end(
        current,
        now,
        accepted == null
            ? remembered
            : Durations.later(remembered, Durations.earlier(accepted, now.plus(MAX_REMEMBERED))));
  }

  private static Transition end(Subscription current, Instant now, Instant remembered) {
    News ended = new News.Ended(current);
    Optional<Registration> registration = current.registration();
    if (registration.isEmpty()) {
      return Transition.removed(ended);
    }
    Grant.Former before = current.former();
    Grant.Former former =
        before != null && before.isToBeEndedAt(now)
            ? before
            : new Grant.Former(registration.get(), now, now, null);
    Instant due = former.dueAt();
    return Transition.to(
        current.toBuilder()
            .wanted(false)
            .paused(false)
            .target(null)
            .lookedUp(null)
            .grant(null)
            .open(null)
            .former(former)
            .progress(Progress.NONE.withDueAt(due == null ? remembered : due))
            .build(),
        ended);
  }
}
