package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.pushj.lifecycle.Effect.News;
import org.pushj.settings.RenewalPolicy;
import org.pushj.work.HubEndpoints;

/** What follows from the look-up of a topic and its hub. */
record OnLookUp(
    RenewalPolicy renewals,
    URI callbackBase,
    boolean requiresSigned,
    Schedule schedule,
    Refusals refusals) {
  private static final Problem HUB_FAILS =
      Problem.of(Problem.Kind.HUB_FAILS, "the hub fails, and is not asked now");

  Transition found(Subscription current, Event.Found event, Instant now) {
    return found(current, current.state(), event, now);
  }

  /**
   * The request is stored, and then sent, unless the intent or the claim has changed meanwhile.
   *
   * @param before the state before; null if the subscription is new
   */
  Transition found(
      Subscription current, @Nullable SubscriptionState before, Event.Found event, Instant now) {
    Instant claimedUntil = event.claimedUntil();
    boolean taken = claimedUntil != null && !claimedUntil.equals(current.dueAt());
    if (!current.wanted() || current.paused() || taken) {
      return Transition.unrecognized(current);
    }
    Registration registration = registration(current, event, now);
    if (requiresSigned && registration.secret() == null) {
      return notSigned(current, registration.hub(), now);
    }
    OpenRequest request = new OpenRequest(IntentKind.SUBSCRIBE, registration, now);
    Grant.Former former = current.former();
    Progress progress = claimedUntil == null ? current.progress().resumed() : current.progress();
    Problem problem = progress.problem();
    Subscription next =
        current.toBuilder()
            .target(current.target() == null ? event.target() : current.target())
            .open(request)
            .former(former == null || former.isOverAt(now) ? null : former)
            .progress(problem == null ? progress : progress.withProblem(problem.passed()))
            .build();
    return Transition.to(
        claimedUntil == null
            ? schedule.asked(next, now)
            : schedule.askedByClaim(next, claimedUntil, now),
        OnIntent.requested(before, next),
        OnIntent.askAt(request));
  }

  /**
   * Returns what the next request registers. One that is open is made again as it was, since the
   * hub may know it already. At the hub that we have, callback and secret stay, so that nothing is
   * lost between; unless they are to be rotated, or the hub has denied what it may still hold.
   * Anything else is a move: a callback and a secret that no other hub knows.
   */
  private Registration registration(Subscription current, Event.Found found, Instant now) {
    OpenRequest open = current.open();
    if (open != null
        && open.kind() == IntentKind.SUBSCRIBE
        && open.registration().isAt(found.target(), callbackBase)) {
      return registration(current, found, open.callback(), open.secret());
    }
    Grant grant = current.grant();
    boolean alive = current.isAliveAt(now);
    boolean mayRotate = alive && !isLeaving(current, now);
    boolean changes = (mayRotate && renewals.rotatesCallback()) || (alive && found.newCallback());
    if (grant == null
        || !grant.registration().isAt(found.target(), callbackBase)
        || changes
        || isDenied(current)) {
      return registration(current, found, found.fresh().callback(), null);
    }
    Registration known = grant.registration();
    boolean rotates = mayRotate && renewals.rotatesSecret();
    return registration(current, found, known.callback(), rotates ? null : known.secret());
  }

  /** Takes the fresh secret where none is given, and the hub is fit to be told one. */
  private Registration registration(
      Subscription current, Event.Found found, CallbackToken callback, @Nullable Secret given) {
    Secret secret = null;
    if (current.request().signed()) {
      boolean fit = HubEndpoints.mayCarrySecret(HubEndpoints.of(found.target().hub()).get(0));
      secret = given == null && fit ? found.fresh().secret() : given;
    }
    return new Registration(found.target(), callback, callbackBase, secret);
  }

  /** Nothing is asked, and what was asked before is not taken if it is verified now. */
  private Transition notSigned(Subscription current, URI hub, Instant now) {
    String why =
        current.request().signed()
            ? "the hub " + Urls.forMessage(hub) + " has no https, so it is told no secret"
            : "the request is for unsigned content";
    HubException cause =
        HubException.unsent(hub, why + "; this subscriber requires signed content", null)
            .about(current.id());
    return refusals.permanentFailure(
        current.toBuilder().open(null).build(),
        Problem.of(Problem.Kind.REFUSED, String.valueOf(cause.getMessage())),
        now,
        new News.Failed(cause));
  }

  /**
   * Tells whether the hub may still deliver to a callback that was left, or sign with a secret that
   * it was to forget. There is room for one former grant, so another rotation would drop that one
   * while its lease runs.
   */
  private static boolean isLeaving(Subscription current, Instant now) {
    Grant.Former former = current.former();
    return former != null && former.isAliveAt(now);
  }

  /** Tells whether the last problem was a denial. */
  static boolean isDenied(Subscription current) {
    Problem problem = current.progress().problem();
    return problem != null && problem.kind() == Problem.Kind.DENIED;
  }

  /** A page that could not be read may be there later; one that names no hub hardly ever does. */
  Transition notFound(Subscription current, Event.NotFound event, Instant now) {
    if (!current.wanted()) {
      return Transition.unrecognized(current);
    }
    Problem problem =
        Problem.of(Problem.Kind.NO_HUB, Texts.printable(String.valueOf(event.why().getMessage())));
    News news = new News.Failed(event.why());
    return event.why().getCause() == null
        ? refusals.permanentFailure(current, problem, now, news)
        : refusals.transientFailure(current, problem, now, Optional.empty(), news);
  }

  /** The hub fails for others too, so it is not asked for a while: that is no attempt. */
  Transition blocked(Subscription current, Event.Blocked event, Instant now) {
    if (!current.wanted() || !event.claimedUntil().equals(current.dueAt())) {
      return Transition.unrecognized(current);
    }
    Problem problem = current.progress().problem();
    Subscription next =
        problem == null
            ? current.toBuilder().progress(current.progress().withProblem(HUB_FAILS)).build()
            : current;
    return Transition.to(schedule.postponed(next, now, event.until()));
  }
}
