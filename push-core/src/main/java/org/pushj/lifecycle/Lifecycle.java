package org.pushj.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/**
 * The machine of a subscription, with the policies by which events decide: the next value of the
 * subscription, when work on it is due, and what is to be done. Immutable.
 *
 * <p>What holds after every event: an active lease is never cut short; the intent of the
 * application is never lost; nothing unasked is confirmed; at most one request is open; and
 * wherever there is work to do, a time is set for it. A paused subscription has none, and its hub
 * is not asked.
 *
 * @param callbackBase what new callback URLs begin with
 * @param requiresSigned whether no hub is asked for unsigned content
 * @param lastUpdatePrecision how exactly the time of the last update is kept
 */
public record Lifecycle(
    RenewalPolicy renewals,
    RetryPolicy retries,
    URI callbackBase,
    boolean requiresSigned,
    Duration lastUpdatePrecision) {

  /** Returns what follows for a new subscription that waits for its look-up. */
  static Transition first(SubscriptionId id, Intent.SubscribeLater intent, Instant now) {
    return HistoryWriter.begun(
        Transition.to(
            Subscription.builder(id, intent.request(), now).build().withDueAt(intent.dueAt()),
            new Effect.LookUp(null)),
        now);
  }

  /** Returns what follows for a new subscription whose topic and hub are known. */
  Transition first(
      SubscriptionId id, SubscriptionRequest request, LookUpOutcome.Found found, Instant now) {
    Subscription empty = Subscription.builder(id, request, now).build();
    return HistoryWriter.begun(found.found(this, empty, null, now), now);
  }

  /** Tells whether anything follows from an event. */
  boolean changes(Subscription current, Event event, Instant now) {
    Transition transition = on(current, event, now);
    return !current.equals(transition.next()) || !transition.effects().isEmpty();
  }

  /** Returns what follows from an event. */
  Transition on(Subscription current, Event event, Instant now) {
    Transition decided = atRestWhilePaused(event.on(this, current, now));
    return HistoryWriter.noted(current, event, decided, now);
  }

  /** Tells whether content may come by what a hub knows: not without a secret where one is due. */
  boolean accepts(Registration registration) {
    return !requiresSigned || registration.secret() != null;
  }

  private static Transition atRestWhilePaused(Transition transition) {
    Subscription next = transition.next();
    return next == null || !next.paused()
        ? transition
        : new Transition(
            next.withDueAt(null),
            transition.effects().stream().filter(Effect.News.class::isInstance).toList(),
            transition.recognized());
  }

  Schedule schedule() {
    return new Schedule(renewals, retries);
  }

  Leases leases() {
    return new Leases(schedule());
  }

  Refusals refusals() {
    return new Refusals(schedule(), retries);
  }
}
