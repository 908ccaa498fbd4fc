package org.pushj.lifecycle;

import java.time.Instant;
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

/** What follows from the wishes of the application. */
record OnWish(Schedule schedule, OnLookUp lookUps) {
  /**
   * The wish alone is kept. What is wanted already, and not given up, goes on as it was, with the
   * new request; no request is sent.
   */
  Transition wanted(Subscription current, Event.Wanted event) {
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

  /** The wish is kept with the request that is to be sent; while it is paused, the wish alone. */
  Transition wantedAt(Subscription current, Event.WantedAt event, Instant now) {
    if (isEnded(current) || (event.onlyNew() && current.wanted())) {
      return Transition.unrecognized(current);
    }
    Subscription wanted = wantedAnew(current, event.request());
    return wanted.paused() ? Transition.to(wanted) : lookUps.found(wanted, event.found(), now);
  }

  Transition renew(Subscription current) {
    return current.wanted()
        ? Transition.to(current, new Effect.LookUp(null))
        : Transition.unrecognized(current);
  }

  /** What waits for nothing but its renewal goes on as it was. */
  Transition retry(Subscription current, Instant now) {
    if (isEnded(current)) {
      return Transition.unrecognized(current);
    }
    boolean waits = current.open() != null || current.problem() != null || !current.isAliveAt(now);
    return current.paused() || !waits ? Transition.to(current) : atOnce(current, now);
  }

  /** The lease that runs goes on; what the application no longer wants is not held up. */
  Transition pause(Subscription current) {
    return current.wanted()
        ? Transition.to(current.toBuilder().paused(true).build())
        : Transition.unrecognized(current);
  }

  Transition resume(Subscription current, Instant now) {
    return current.paused()
        ? atOnce(current.toBuilder().paused(false).build(), now)
        : Transition.to(current);
  }

  /** The hub is asked anew; the end of a lease that was not told yet is told, and holds up none. */
  private static Transition atOnce(Subscription current, Instant now) {
    Progress anew = current.progress().begunAnew().withDueAt(now);
    Subscription next = current.toBuilder().progress(anew).build();
    return OnDue.isLapsing(next, now)
        ? Transition.to(OnDue.lapsed(next), new News.Expired())
        : Transition.to(next);
  }

  /**
   * The wish is kept until it is fulfilled: the hub is asked until it verifies the end, or its
   * lease is over. Where no lease runs and no request is open, no hub has anything to end.
   */
  Transition unwanted(Subscription current, Instant now) {
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

  /** It ends here at once, whatever the hub says. */
  Transition forgotten(Subscription current, Instant now) {
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
    return Transition.to(schedule.asked(next, now), new News.Requested(), askAt(request));
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
