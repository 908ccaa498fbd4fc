package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.base.Texts;
import org.pushj.lifecycle.Effect.News;

/**
 * What follows from a call of a hub: a verification, a denial, or content.
 *
 * @param lastUpdatePrecision how much older the kept time of the last update must be to be written
 *     again: a write per delivery would cost more than it is worth
 */
record OnHubCall(Leases leases, Refusals refusals, Duration lastUpdatePrecision) {
  /** Confirms what was asked for, and nothing else (W3C WebSub section 5.3.1). */
  Transition verifies(Subscription current, Event.Verifies event, Instant now) {
    return event.kind() == IntentKind.SUBSCRIBE
        ? verifiesSubscribe(current, event, now)
        : verifiesUnsubscribe(current, event, now);
  }

  private Transition verifiesSubscribe(Subscription current, Event.Verifies event, Instant now) {
    HubVerification about = event.about();
    OpenRequest open = current.open();
    if (open != null && about.isOfOpen(current, IntentKind.SUBSCRIBE)) {
      return leases.verified(current, open, event.leaseSeconds(), now);
    }
    Grant grant = current.grant();
    if (grant == null
        || current.stateAt(now) != SubscriptionState.ACTIVE
        || !about.isOfGrant(current)) {
      return Transition.unrecognized(current);
    }
    Lease running = grant.lease();
    return rechecked(current, grant, leases.grant(event.leaseSeconds(), now, running));
  }

  /**
   * A hub may look again at what is active, unasked, as hubs of PubSubHubbub 0.3 (section 6.3) do
   * to extend a lease. Anyone who knows a callback can do the same: so it may extend a lease, never
   * shorten it, and our own renewal stays due when it was.
   */
  private static Transition rechecked(Subscription current, Grant grant, Lease lease) {
    Lease before = grant.lease();
    if (!lease.endsAt().isAfter(before.endsAt())) {
      return Transition.to(current);
    }
    return Transition.to(
        current.toBuilder()
            .grant(new Grant(grant.registration(), new Lease(before.startsAt(), lease.endsAt())))
            .build());
  }

  private Transition verifiesUnsubscribe(Subscription current, Event.Verifies event, Instant now) {
    if (event.about().isOfAskedFormer(current)) {
      Grant.Former former = Objects.requireNonNull(current.former());
      Grant.Former ended = former.endedAt(now);
      return Transition.to(
          ended.equals(former) ? current : current.toBuilder().former(ended).build());
    }
    return event.about().isOfOpen(current, IntentKind.UNSUBSCRIBE)
        ? Endings.end(current, now)
        : Transition.unrecognized(current);
  }

  /**
   * A denial carries no signature, so it is a report: an active lease and the intent of the
   * application stay. The open request is over if it is the one that is denied. What denies nothing
   * that was asked makes the next request no later, however often it comes.
   */
  Transition denies(Subscription current, Event.Denies event, Instant now) {
    HubVerification about = event.about();
    boolean ofOpen =
        about.isOfOpen(current, IntentKind.SUBSCRIBE)
            || about.isOfOpen(current, IntentKind.UNSUBSCRIBE);
    if (!ofOpen && !about.isOfGrant(current)) {
      return Transition.unrecognized(current);
    }
    String reason = event.reason();
    Problem problem =
        Problem.of(
            Problem.Kind.DENIED,
            "denied by the hub" + (reason.isBlank() ? "" : ": " + Texts.printable(reason.strip())));
    Progress progress = current.progress();
    News news = new News.Denied(reason, OnLookUp.isDenied(current));
    if (!current.wanted() || progress.givenUp()) {
      return Transition.to(
          current.toBuilder().progress(progress.withProblem(problem)).build(), news);
    }
    if (ofOpen) {
      return refusals.permanentFailure(current.toBuilder().open(null).build(), problem, now, news);
    }
    Transition again =
        refusals.permanent(
            current.toBuilder().progress(progress.withProblem(problem)).build(), now, news);
    Subscription next = Objects.requireNonNull(again.next());
    boolean later = !isSooner(next.dueAt(), current.dueAt()) && !next.progress().givenUp();
    return later ? Transition.to(next.withDueAt(current.dueAt()), again.effects()) : again;
  }

  /** Keeps that content came, and that the hub uses its new secret: it has given up the old one. */
  Transition delivered(Subscription current, Event.Delivered event, Instant now) {
    Grant.Former former = current.former();
    Registration registration = current.registration().orElse(null);
    boolean shown =
        former != null
            && registration != null
            && former.callback().equals(event.at())
            && registration.callback().equals(event.at())
            && Objects.equals(registration.secret(), event.signedWith())
            && !Objects.equals(registration.secret(), former.secret());
    Instant last = current.lastUpdateAt();
    boolean isNews = last == null || last.plus(lastUpdatePrecision).isBefore(now);
    return isNews || shown
        ? Transition.to(current.toBuilder().lastUpdateAt(now).former(shown ? null : former).build())
        : Transition.to(current);
  }

  private static boolean isSooner(@Nullable Instant one, @Nullable Instant other) {
    return other == null || (one != null && one.isBefore(other));
  }
}
