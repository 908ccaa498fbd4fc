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
 * <p>What holds after every event: an active lease is never cut short; a wish of the application
 * ends by its fulfilment, by the end of the lease, or by the application; nothing unasked is
 * confirmed; at most one request is open; and wherever there is work to do, a time is set for it.
 * What is paused has none, and asks nobody.
 */
public final class Lifecycle {
  private final OnWish wishes;
  private final OnLookUp lookUps;
  private final OnHubAnswer answers;
  private final OnHubCall calls;
  private final OnDue due;

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
    this.wishes = new OnWish(schedule, lookUps);
    this.answers = new OnHubAnswer(schedule, leases, refusals, requiresSigned);
    this.calls = new OnHubCall(leases, refusals, lastUpdatePrecision);
    this.due = new OnDue(schedule);
  }

  /** Returns what follows for a new subscription that waits for its look-up. */
  static Transition first(SubscriptionId id, Event.Wanted wanted, Instant now) {
    return Happenings.begun(
        Transition.to(
            Subscription.builder(id, wanted.request(), now).build().withDueAt(wanted.dueAt()),
            new Effect.LookUp(null)),
        now);
  }

  /** Returns what follows for a new subscription whose topic and hub are known. */
  Transition first(SubscriptionId id, SubscriptionRequest request, Event.Found found, Instant now) {
    Transition asked = lookUps.found(Subscription.builder(id, request, now).build(), found, now);
    return Happenings.begun(asked, now);
  }

  /** Tells whether anything follows from an event. */
  boolean changes(Subscription current, Event event, Instant now) {
    Transition transition = on(current, event, now);
    return !current.equals(transition.next()) || !transition.effects().isEmpty();
  }

  /** Returns what follows from an event. */
  Transition on(Subscription current, Event event, Instant now) {
    return Happenings.noted(current, event, atRestWhilePaused(decide(current, event, now)), now);
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

  private Transition decide(Subscription current, Event event, Instant now) {
    if (event instanceof Event.Wanted wanted) {
      return wishes.wanted(current, wanted);
    } else if (event instanceof Event.WantedAt wanted) {
      return wishes.wantedAt(current, wanted, now);
    } else if (event instanceof Event.Renew) {
      return wishes.renew(current);
    } else if (event instanceof Event.Retry) {
      return wishes.retry(current, now);
    } else if (event instanceof Event.Pause) {
      return wishes.pause(current);
    } else if (event instanceof Event.Resume) {
      return wishes.resume(current, now);
    } else if (event instanceof Event.Unwanted) {
      return wishes.unwanted(current, now);
    } else if (event instanceof Event.Forgotten) {
      return wishes.forgotten(current, now);
    } else if (event instanceof Event.Due claim) {
      return due.due(current, claim, now);
    } else if (event instanceof Event.Released released) {
      return due.released(current, released, now);
    } else if (event instanceof Event.Hastened hastened) {
      return due.hastened(current, hastened);
    } else if (event instanceof Event.Found found) {
      return lookUps.found(current, found, now);
    } else if (event instanceof Event.NotFound notFound) {
      return lookUps.notFound(current, notFound, now);
    } else if (event instanceof Event.Blocked blocked) {
      return lookUps.blocked(current, blocked, now);
    } else if (event instanceof Event.Queued queued) {
      return lookUps.queued(current, queued, now);
    } else if (event instanceof Event.Answered answered) {
      return answers.answered(current, answered, now);
    } else if (event instanceof Event.Failed failed) {
      return answers.failed(current, failed, now);
    } else if (event instanceof Event.FormerFailed failed) {
      return answers.formerFailed(current, failed, now);
    } else if (event instanceof Event.Verifies verifies) {
      return calls.verifies(current, verifies, now);
    } else if (event instanceof Event.Denies denies) {
      return calls.denies(current, denies, now);
    } else {
      return calls.came(current, (Event.Came) event, now);
    }
  }
}
