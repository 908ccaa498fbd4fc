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

/** The intents of the application and of operators. */
public sealed interface Intent extends Event {

  /** The intents without details. */
  enum Action implements Intent {
    /** The application requests a new lease now. */
    RENEW,
    /** An operator requests another try now of what failed or waits. */
    RETRY,
    /** An operator allows no requests to hubs until the subscription is resumed. */
    PAUSE,
    /** An operator ends the pause. */
    RESUME,
    /** The application unsubscribes. */
    UNSUBSCRIBE,
    /** The application removes the subscription, whatever its hub answers. */
    FORGET;

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (isEnded(current)) {
        return Transition.unrecognized(current);
      }
      return switch (this) {
        case RENEW -> renew(current);
        case RETRY -> retry(current, now);
        case PAUSE -> pause(current);
        case RESUME -> resume(current, now);
        case UNSUBSCRIBE -> unsubscribe(machine, current, now);
        case FORGET -> Endings.forget(current, now);
      };
    }

    private static Transition renew(Subscription current) {
      return current.wanted()
          ? Transition.to(current, new Effect.LookUp(null))
          : Transition.unrecognized(current);
    }

    /** A subscription that waits only for its renewal is left unchanged. */
    private static Transition retry(Subscription current, Instant now) {
      boolean waits =
          current.open() != null || current.problem() != null || !current.isAliveAt(now);
      return current.paused() || !waits ? Transition.to(current) : atOnce(current, now);
    }

    /** An active lease continues; an unsubscription is not delayed. */
    private static Transition pause(Subscription current) {
      return current.wanted()
          ? Transition.to(current.toBuilder().paused(true).lookedUp(null).build())
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
      Subscription next = Schedule.formerBehind(current.toBuilder().progress(anew).build(), now);
      return Timer.Due.isLapsing(next, now)
          ? Transition.to(Timer.Due.lapsed(next), new News.Expired())
          : Transition.to(next);
    }

    /**
     * The hub is asked until it verifies the end, or its lease is over. Without an active lease and
     * an open request, no hub has anything to end.
     */
    private static Transition unsubscribe(Lifecycle machine, Subscription current, Instant now) {
      Grant grant = current.grant();
      OpenRequest open = current.open();
      if (grant != null && grant.isAliveAt(now)) {
        return asked(machine, current, grant.registration(), now);
      }
      return grant == null && open != null
          ? asked(machine, current, open.registration(), now)
          : Endings.end(current, now);
    }

    private static Transition asked(
        Lifecycle machine, Subscription current, Registration registration, Instant now) {
      OpenRequest request = new OpenRequest(IntentKind.UNSUBSCRIBE, registration, now);
      Subscription next =
          current.toBuilder()
              .wanted(false)
              .paused(false)
              .open(request)
              .progress(Progress.NONE)
              .build();
      return Transition.to(
          machine.schedule().asked(next, now),
          News.Requested.from(current.state(), next),
          Effect.Ask.toEnd(request));
    }
  }

  /**
   * The application subscribes, and leaves the look-up to background work: only the intent is
   * recorded. A subscription that is wanted already, and not given up, continues with the new
   * request; its hub is not asked.
   *
   * @param dueAt when the look-up is due on any node
   */
  record SubscribeLater(SubscriptionRequest request, Instant dueAt) implements Intent {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (isEnded(current)) {
        return Transition.unrecognized(current);
      }
      if (current.wanted() && !current.progress().givenUp()) {
        return current.request().equals(request)
            ? Transition.to(current)
            : Transition.to(current.toBuilder().request(request).build());
      }
      Subscription next = Schedule.formerBehind(wantedAnew(current, request), dueAt);
      return Transition.to(next.withDueAt(dueAt), new Effect.LookUp(null));
    }
  }

  /**
   * The application subscribes, and waits; topic and hub were looked up. The intent is recorded
   * with the request to send; while paused, only the intent.
   *
   * @param onlyNew whether a subscription that is wanted already keeps its request
   */
  record SubscribeNow(SubscriptionRequest request, LookUpOutcome.Found found, boolean onlyNew)
      implements Intent {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (isEnded(current) || (onlyNew && current.wanted())) {
        return Transition.unrecognized(current);
      }
      Subscription wanted = wantedAnew(current, request);
      return wanted.paused()
          ? Transition.to(wanted)
          : found.found(machine, wanted, current.state(), now);
    }
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
