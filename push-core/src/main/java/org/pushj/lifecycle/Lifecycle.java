package org.pushj.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/**
 * Decides what follows from an event: the next value of the subscription, when work on it is due,
 * and what is to be done. Knows no clock, no store, no hub and no chance, so that the whole
 * protocol can be read and tested here. Immutable.
 *
 * <p>What holds after every event: an active lease is never cut short; the intent of the
 * application is never lost; nothing unasked is confirmed; at most one request is open; and
 * wherever there is work to do, a time is set for it. What is paused has none, and asks nobody.
 */
public final class Lifecycle {
  final OnIntent intents;
  final OnLookUp lookUps;
  final OnHubAnswer answers;
  final OnHubCall calls;
  final OnDue due;

  /**
   * Makes the machine of one subscriber.
   *
   * @param callbackBase what new callback URLs begin with
   * @param requiresSigned whether no hub is asked for unsigned content
   * @param lastUpdatePrecision how exactly the time of the last update is kept
   */
  public Lifecycle(
      RenewalPolicy renewals,
      RetryPolicy retries,
      URI callbackBase,
      boolean requiresSigned,
      Duration lastUpdatePrecision) {
    Schedule schedule = new Schedule(renewals, retries);
    Leases leases = new Leases(renewals, schedule);
    Refusals refusals = new Refusals(schedule, retries);
    this.lookUps = new OnLookUp(renewals, callbackBase, requiresSigned, schedule, refusals);
    this.intents = new OnIntent(schedule, lookUps);
    this.answers = new OnHubAnswer(schedule, leases, refusals, requiresSigned);
    this.calls = new OnHubCall(leases, refusals, lastUpdatePrecision);
    this.due = new OnDue(schedule);
  }

  /** Returns what follows for a new subscription that waits for its look-up. */
  static Transition first(SubscriptionId id, Event.SubscribeLater intent, Instant now) {
    return Happenings.begun(
        Transition.to(
            Subscription.builder(id, intent.request(), now).build().withDueAt(intent.dueAt()),
            new Effect.LookUp(null)),
        now);
  }

  /** Returns what follows for a new subscription whose topic and hub are known. */
  Transition first(SubscriptionId id, SubscriptionRequest request, Event.Found found, Instant now) {
    Subscription empty = Subscription.builder(id, request, now).build();
    return Happenings.begun(lookUps.found(empty, null, found, now), now);
  }

  /** Tells whether anything follows from an event. */
  boolean changes(Subscription current, Event event, Instant now) {
    Transition transition = on(current, event, now);
    return !current.equals(transition.next()) || !transition.effects().isEmpty();
  }

  /** Returns what follows from an event. */
  Transition on(Subscription current, Event event, Instant now) {
    Transition decided = atRestWhilePaused(event.on(this, current, now));
    return Happenings.noted(current, event, decided, now);
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
}
