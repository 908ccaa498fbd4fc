package org.pushj.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.lifecycle.Effect.News;
import org.pushj.work.HubEndpoints;

/** What follows from the intents of the application and of operators. */
record OnIntent(Schedule schedule, OnLookUp lookUps) {
  /**
   * Only the intent is recorded. A subscription that is wanted already, and not given up, continues
   * with the new request; its hub is not asked.
   */
  Transition subscribeLater(Subscription current, Event.SubscribeLater event) {
    if (isEnded(current)) {
      return Transition.unrecognized(current);
    }
    if (current.wanted() && !current.progress().givenUp()) {
      return current.request().equals(event.request())
          ? Transition.to(current)
          : Transition.to(current.toBuilder().request(event.request()).build());
    }
    return Transition.to(
        wantedAnew(current, event.request()).withDueAt(event.dueAt()), new Effect.LookUp(null));
  }

  /** The intent is recorded with the request to send; while paused, only the intent. */
  Transition subscribeNow(Subscription current, Event.SubscribeNow event, Instant now) {
    if (isEnded(current) || (event.onlyNew() && current.wanted())) {
      return Transition.unrecognized(current);
    }
    Subscription wanted = wantedAnew(current, event.request());
    return wanted.paused()
        ? Transition.to(wanted)
        : lookUps.found(wanted, current.state(), event.found(), now);
  }

  Transition action(Subscription current, Event.Action action, Instant now) {
    return switch (action) {
      case RENEW -> renew(current);
      case RETRY -> retry(current, now);
      case PAUSE -> pause(current);
      case RESUME -> resume(current, now);
      case UNSUBSCRIBE -> unsubscribe(current, now);
      case FORGET -> forget(current, now);
    };
  }

  private static Transition renew(Subscription current) {
    return current.wanted()
        ? Transition.to(current, new Effect.LookUp(null))
        : Transition.unrecognized(current);
  }

  /** A subscription that waits only for its renewal is left unchanged. */
  private static Transition retry(Subscription current, Instant now) {
    if (isEnded(current)) {
      return Transition.unrecognized(current);
    }
    boolean waits = current.open() != null || current.problem() != null || !current.isAliveAt(now);
    return current.paused() || !waits ? Transition.to(current) : atOnce(current, now);
  }

  /** An active lease continues; an unsubscription is not delayed. */
  private static Transition pause(Subscription current) {
    return current.wanted()
        ? Transition.to(current.toBuilder().paused(true).build())
        : Transition.unrecognized(current);
  }

  private static Transition resume(Subscription current, Instant now) {
    return current.paused()
        ? atOnce(current.toBuilder().paused(false).build(), now)
        : Transition.to(current);
  }

  /** The hub is asked anew; an end of the lease that was not reported yet is reported. */
  private static Transition atOnce(Subscription current, Instant now) {
    Progress anew = current.progress().begunAnew().withDueAt(now);
    Subscription next = current.toBuilder().progress(anew).build();
    return OnDue.isLapsing(next, now)
        ? Transition.to(OnDue.lapsed(next), News.Fact.EXPIRED)
        : Transition.to(next);
  }

  /**
   * The hub is asked until it verifies the end, or its lease is over. Without an active lease and
   * an open request, no hub has anything to end.
   */
  private Transition unsubscribe(Subscription current, Instant now) {
    Grant grant = current.grant();
    OpenRequest open = current.open();
    if (isEnded(current)) {
      return Transition.unrecognized(current);
    }
    if (grant != null && grant.isAliveAt(now)) {
      return asked(current, grant.registration(), now);
    }
    return grant == null && open != null
        ? asked(current, open.registration(), now)
        : Endings.end(current, now);
  }

  /** It ends at once, whatever the hub answers. */
  private static Transition forget(Subscription current, Instant now) {
    return isEnded(current) ? Transition.unrecognized(current) : Endings.forget(current, now);
  }

  private Transition asked(Subscription current, Registration registration, Instant now) {
    OpenRequest request = new OpenRequest(IntentKind.UNSUBSCRIBE, registration, now);
    Subscription next =
        current.toBuilder()
            .wanted(false)
            .paused(false)
            .open(request)
            .progress(Progress.NONE)
            .build();
    return Transition.to(
        schedule.asked(next, now), requested(current.state(), next), askAt(request));
  }

  /**
   * Returns the news of a request.
   *
   * @param before the state before; null if the subscription is new
   */
  static News requested(@Nullable SubscriptionState before, Subscription next) {
    return next.state() != before && next.attempts() == 0
        ? News.Fact.REQUESTED
        : News.Fact.REQUESTED_AGAIN;
  }

  /** Returns the effect that sends a request to the first of the places at which its hub may be. */
  static Effect.Ask askAt(OpenRequest request) {
    return new Effect.Ask(request, HubEndpoints.of(request.hub()).get(0), true);
  }

  private static Subscription wantedAnew(Subscription current, SubscriptionRequest request) {
    Progress progress = current.progress();
    Subscription.Builder next = current.toBuilder().request(request).wanted(true);
    if (!current.wanted()) {
      boolean lapsed = progress.lapsed();
      next.open(null);
      next.progress(lapsed ? Progress.NONE.afterLapse() : Progress.NONE);
    } else if (progress.givenUp()) {
      next.progress(progress.resumed());
    }
    return next.build();
  }

  private static boolean isEnded(Subscription current) {
    return current.state() == SubscriptionState.ENDED;
  }
}
