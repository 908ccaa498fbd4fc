package org.pushj.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.PushException;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.Urls;
import org.pushj.contact.HubEndpoints;
import org.pushj.lifecycle.Effect.News;
import org.pushj.platform.Randomness;
import org.pushj.text.Texts;

/** The outcomes of a look-up of the topic and its hub. */
public sealed interface LookUpOutcome extends Event {

  /**
   * Topic and hub were found: the request is stored, and then sent, unless the intent or the claim
   * has changed meanwhile.
   *
   * @param target what to ask for
   * @param known whether no page had to be read for that, so that none is read for the next request
   * @param newCallback whether this hub has to see a new callback at each renewal
   * @param claimedUntil the end of the claim; null if an application waits
   */
  record Found(
      Target target,
      boolean known,
      Fresh fresh,
      boolean newCallback,
      @Nullable Instant claimedUntil)
      implements LookUpOutcome {
    private static final Duration MOVE_AGAIN = Duration.ofHours(6);

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return found(machine, current, current.state(), now);
    }

    /**
     * Decides for a subscription that changes in other ways too.
     *
     * @param before the state before; null if the subscription is new
     */
    Transition found(
        Lifecycle machine, Subscription current, @Nullable SubscriptionState before, Instant now) {
      boolean taken = claimedUntil != null && !claimedUntil.equals(current.dueAt());
      if (!current.wanted() || current.paused() || taken) {
        return Transition.unrecognized(current);
      }
      boolean signs =
          current.request().signed()
              && HubEndpoints.mayCarrySecret(HubEndpoints.of(target.hub()).get(0));
      Registration registration = registration(machine, current, signs, now);
      if (!machine.accepts(registration)) {
        return notSigned(machine, current, registration.hub(), now);
      }
      OpenRequest request = new OpenRequest(IntentKind.SUBSCRIBE, registration, now);
      OpenRequest unsigned =
          new OpenRequest(IntentKind.SUBSCRIBE, registration(machine, current, false, now), now);
      Grant.Former former = current.former();
      Progress progress = claimedUntil == null ? current.progress().resumed() : current.progress();
      Problem problem = progress.problem();
      Subscription next =
          current.toBuilder()
              .target(current.target() == null ? target : current.target())
              .lookedUp(known ? target : null)
              .open(request)
              .former(former == null || former.isOverAt(now) ? null : former)
              .progress(problem == null ? progress : progress.withProblem(problem.passed()))
              .build();
      return Transition.to(
          claimedUntil == null
              ? machine.schedule().asked(next, now)
              : machine.schedule().askedByClaim(next, claimedUntil, now),
          News.Requested.from(before, next),
          Effect.Ask.first(request, unsigned));
    }

    /**
     * Returns what the next request registers. One that is open is made again as it was, since the
     * hub may know it already. At the hub that we have, callback and secret stay, so that nothing
     * is lost between; unless they are to be rotated, or the hub has denied what it may still hold.
     * Anything else is a move: a callback and a secret that no hub knows. A callback never gets
     * another secret, nor loses its own: a verification names the callback alone.
     */
    private Registration registration(
        Lifecycle machine, Subscription current, boolean signs, Instant now) {
      Grant grant = current.grant();
      boolean denied = Refusals.isLast(Problem.Kind.DENIED, current);
      OpenRequest open = current.open();
      if (open != null
          && open.kind() == IntentKind.SUBSCRIBE
          && stays(open.registration(), machine, signs)
          && !(denied && grant != null && open.registration().equals(grant.registration()))) {
        return open.registration();
      }
      if (grant != null
          && stays(grant.registration(), machine, signs)
          && !rotates(machine, current, now)
          && !isContested(grant, current, now)
          && !denied) {
        return grant.registration();
      }
      return new Registration(
          target, fresh.callback(), machine.callbackBase(), signs ? fresh.secret() : null);
    }

    private boolean stays(Registration known, Lifecycle machine, boolean signs) {
      return known.isAt(target, machine.callbackBase()) && (known.secret() != null) == signs;
    }

    private boolean rotates(Lifecycle machine, Subscription current, Instant now) {
      boolean mayRotate = machine.renewals().rotatesCallback() && !isLeaving(current, now);
      return current.isAliveAt(now) && (newCallback || mayRotate);
    }

    /**
     * Someone else knows the callback, so another one is used, at most four times a day. The hub
     * may deliver to the old one until it ends that, as it is asked to.
     */
    private static boolean isContested(Grant grant, Subscription current, Instant now) {
      Grant.Former left = current.former();
      boolean movedOfLate = left != null && left.isLeftAfter(now.minus(MOVE_AGAIN));
      return grant.contested() && !movedOfLate;
    }

    /** Nothing is asked, and what was asked before is not taken if it is verified now. */
    private static Transition notSigned(
        Lifecycle machine, Subscription current, URI hub, Instant now) {
      String why =
          current.request().signed()
              ? "the hub " + Urls.forMessage(hub) + " has no https, so it is given no secret"
              : "the request is for unsigned content";
      HubException cause =
          HubException.unsent(hub, why + "; this subscriber requires signed content", null)
              .about(current.id());
      return machine
          .refusals()
          .permanentFailure(
              current.toBuilder().open(null).build(),
              Problem.of(Problem.Kind.REFUSED, String.valueOf(cause.getMessage())),
              now,
              new News.Failed(cause));
    }

    /**
     * Tells whether the hub may still deliver to a callback that was left. There is room for one
     * former grant, so another rotation would drop that one while its lease runs.
     */
    private static boolean isLeaving(Subscription current, Instant now) {
      Grant.Former former = current.former();
      return former != null && former.isAliveAt(now);
    }
  }

  /**
   * A callback and a secret that no hub knows yet. An event brings them, so that its decision
   * depends on nothing else.
   *
   * @param callback a token for the callback URL
   * @param secret a secret
   */
  record Fresh(CallbackToken callback, Secret secret) {
    private static final int TOKEN_BYTES = 24;
    private static final int SECRET_BYTES = 32;

    /** Draws both, as {@link CallbackToken#random} and {@link Secret#random} do. */
    static Fresh from(Randomness randomness) {
      return new Fresh(
          new CallbackToken(randomness.base64(TOKEN_BYTES)),
          new Secret(randomness.base64(SECRET_BYTES)));
    }
  }

  /**
   * No topic and hub were found. A page that could not be read may be there later; one that names
   * no hub hardly ever does.
   */
  record NotFound(PushException why) implements LookUpOutcome {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (!current.wanted()) {
        return Transition.unrecognized(current);
      }
      Subscription next = current.toBuilder().lookedUp(null).build();
      Problem problem =
          Problem.of(Problem.Kind.NO_HUB, Texts.printable(String.valueOf(why.getMessage())));
      News news = new News.Failed(why);
      return why.getCause() == null
          ? machine.refusals().permanentFailure(next, problem, now, news)
          : machine.refusals().transientFailure(next, problem, now, Schedule.Pause.NONE, news);
    }
  }

  /**
   * The circuit breaker of its hub is open, so the hub is not asked for a while: that is no
   * attempt.
   *
   * @param until when the hub may be asked again
   * @param claimedUntil the end of the claim
   */
  record Blocked(Instant until, Instant claimedUntil) implements LookUpOutcome {
    private static final Problem HUB_FAILS =
        Problem.of(Problem.Kind.HUB_FAILS, "the hub fails, and is not asked now");

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (!current.wanted() || !claimedUntil.equals(current.dueAt())) {
        return Transition.unrecognized(current);
      }
      Progress progress = current.progress();
      Subscription next =
          current.toBuilder()
              .lookedUp(null)
              .progress(progress.problem() == null ? progress.withProblem(HUB_FAILS) : progress)
              .build();
      return Transition.to(machine.schedule().postponed(next, now, until));
    }
  }

  /**
   * Topic and hub were found, and that hub, in whose lane the work was not claimed, has no room for
   * a request now. It is asked in its own lane, where the look-up is not repeated.
   *
   * @param target the topic and the hub
   * @param claimedUntil the end of the claim
   */
  record Queued(Target target, Instant claimedUntil) implements LookUpOutcome {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return current.wanted() && claimedUntil.equals(current.dueAt())
          ? Transition.to(current.toBuilder().lookedUp(target).build().withDueAt(now))
          : Transition.unrecognized(current);
    }
  }
}
