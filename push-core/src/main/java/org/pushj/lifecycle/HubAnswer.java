package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.contact.HubEndpoints;
import org.pushj.lifecycle.Effect.News;
import org.pushj.spi.HubClient;
import org.pushj.text.Texts;
import org.pushj.time.Durations;

/**
 * The answers of a hub that was asked (W3C WebSub section 5.1.2). An answer to anything but the
 * open request comes too late, and changes nothing.
 */
public sealed interface HubAnswer extends Event {

  /** The hub accepted the request. */
  record Answered(Effect.Ask ask, HubClient.Reply reply) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      OpenRequest request = ask.request();
      if (!request.equals(current.open())) {
        return tooLate(machine, current, now);
      }
      Subscription received = received(current);
      if (reply == HubClient.Reply.ACCEPTED) {
        return Transition.to(machine.schedule().accepted(received, request, now));
      }
      if (request.kind() == IntentKind.UNSUBSCRIBE) {
        return Endings.end(current, now);
      }
      return machine.leases().verified(received, request, Optional.empty(), now);
    }

    /** An earlier request may have been lost; this one was not. */
    private static Subscription received(Subscription current) {
      Progress progress = current.progress();
      return Refusals.isLast(Problem.Kind.UNANSWERED, current)
          ? current.toBuilder().progress(progress.withProblem(null)).build()
          : current;
    }

    private Transition tooLate(Lifecycle machine, Subscription current, Instant now) {
      if (reply != HubClient.Reply.ACCEPTED && mayHaveEnded(ask.request(), current)) {
        return new Timer.Hastened(now).on(machine, current, now);
      }
      return isVerified(ask.request(), current)
              && Refusals.isLast(Problem.Kind.UNANSWERED, current)
              && !current.progress().lapsed()
          ? machine.leases().answered(current, now)
          : Transition.unrecognized(current);
    }
  }

  /**
   * Tells whether a hub that ends a lease without a verification may have done so after it was
   * asked for the lease again.
   */
  private static boolean mayHaveEnded(OpenRequest request, Subscription current) {
    return request.kind() == IntentKind.UNSUBSCRIBE
        && current
            .registration()
            .filter(each -> each.callback().equals(request.callback()))
            .isPresent();
  }

  /** Tells whether somebody has verified a request before its answer came, and nothing since. */
  private static boolean isVerified(OpenRequest request, Subscription current) {
    Grant grant = current.grant();
    return grant != null
        && grant.isAnswerTo(request)
        && current.wanted()
        && !current.paused()
        && current.open() == null;
  }

  /**
   * The hub did not accept the request, or it is unknown whether it did.
   *
   * @param sparedUntil until when the circuit breaker of the hub is open; empty if it is not
   */
  record Failed(Effect.Ask ask, HubException cause, Optional<Instant> sparedUntil)
      implements HubAnswer {
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (!ask.request().equals(current.open())) {
        return tooLate(machine, current, now);
      }
      if (current.paused()) {
        // No other way is tried now.
        return refused(machine, current, cause, now);
      }
      URI hub = ask.request().hub();
      if (HubEndpoints.isTwin(hub, ask.endpoint()) && HubEndpoints.isNoHub(cause)) {
        if (!current.wanted() || (!wasSigned(current) && !machine.requiresSigned())) {
          // The secret stays here. A request to end something has none.
          OpenRequest unsigned = ask.unsigned();
          return Transition.to(
              current.toBuilder().open(unsigned).build(),
              new Effect.Ask(unsigned, unsigned, hub, ask.withLease()));
        }
        return refused(machine, current, notSigned(current, cause), now);
      }
      if (ask.withLease() && isRefusalOfTheForm()) {
        // Some hubs take only leases of their own choice, and say so in words that differ too much.
        return Transition.to(current, ask.withoutLease());
      }
      return refused(machine, current, cause, now);
    }

    /**
     * What was verified before this answer was not verified by the hub, if it refuses: the lease
     * does not count any more, though content is accepted. If no answer came, it is not known
     * whether the hub was asked: it is asked again.
     */
    private Transition tooLate(Lifecycle machine, Subscription current, Instant now) {
      if (cause.isUndecided() && mayHaveEnded(ask.request(), current)) {
        return new Timer.Hastened(now).on(machine, current, now);
      }
      Grant grant = current.grant();
      if (grant == null || !isVerified(ask.request(), current)) {
        return Transition.unrecognized(current);
      }
      if (!cause.isUndecided()) {
        return over(machine, current.toBuilder().grant(grant.withdrawn(now)).build(), now);
      }
      return isAnswered(cause)
          ? Transition.unrecognized(current)
          : undecided(machine, current, cause, now);
    }

    /** A gateway answers 502 and 504 for a hub that it did not reach. */
    private static boolean isAnswered(HubException cause) {
      int status = cause.status().orElse(0);
      return status != 0 && status / 100 != 5;
    }

    private Transition undecided(
        Lifecycle machine, Subscription current, HubException cause, Instant now) {
      Problem problem =
          problem(isAnswered(cause) ? Problem.Kind.INCONCLUSIVE : Problem.Kind.UNANSWERED, cause);
      return machine
          .refusals()
          .transientFailure(current, problem, now, pause(), new News.Failed(cause));
    }

    /** The hub may verify what it did not answer; what it refused is over. */
    private Transition refused(
        Lifecycle machine, Subscription current, HubException cause, Instant now) {
      if (!current.wanted()) {
        return stays(machine, current, now);
      }
      if (cause.isUndecided()) {
        return undecided(machine, current, cause, now);
      }
      return over(machine, current.toBuilder().open(null).build(), now);
    }

    private Transition over(Lifecycle machine, Subscription over, Instant now) {
      News news = new News.Failed(cause);
      Problem problem = refusal(cause);
      return cause.isPermanent()
          ? machine.refusals().permanentFailure(over, problem, now, news)
          : machine.refusals().transientFailure(over, problem, now, pause(), news);
    }

    /** The intent to unsubscribe stays, whatever the hub says, if anything was ever verified. */
    private Transition stays(Lifecycle machine, Subscription current, Instant now) {
      if (current.grant() == null && !cause.isUndecided()) {
        return Endings.end(current, now);
      }
      Progress progress = current.progress().failed(refusal(cause));
      return Transition.to(
          machine
              .schedule()
              .failed(
                  current.toBuilder().progress(progress).build(),
                  now,
                  pause(),
                  cause.isPermanent()),
          new News.Failed(cause));
    }

    private Schedule.Pause pause() {
      return new Schedule.Pause(cause.retryAfter(), sparedUntil);
    }

    /** A refusal of 5xx or 429 is no word about the subscription. */
    private static Problem refusal(HubException cause) {
      int status = cause.status().orElse(0);
      boolean isError = status / 100 == 5 || status == TOO_MANY_REQUESTS;
      return problem(isError ? Problem.Kind.HUB_ERROR : Problem.Kind.REFUSED, cause);
    }

    private static Problem problem(Problem.Kind kind, HubException cause) {
      return Problem.of(kind, Texts.printable(String.valueOf(cause.getMessage())));
    }

    /** The hub itself has not said anything, so it is not known what it would say. */
    private static HubException notSigned(Subscription current, HubException cause) {
      String why =
          "the hub %s is given no secret over http, and content has to be signed; over https: %s"
              .formatted(Urls.forMessage(cause.hub()), cause.getMessage());
      return HubException.unanswered(cause.hub(), why, cause).about(current.id());
    }

    /** What is signed already is not asked for without a signature. */
    static boolean wasSigned(Subscription current) {
      Grant grant = current.grant();
      return grant != null && grant.registration().secret() != null;
    }

    private boolean isRefusalOfTheForm() {
      int status = cause.status().orElse(0);
      return ask.request().kind() == IntentKind.SUBSCRIBE
          && status / 100 == 4
          && status != TOO_MANY_REQUESTS;
    }
  }

  /**
   * The hub of a former grant was asked to end it.
   *
   * @param refusal why it did not take the request; empty if it did
   */
  record FormerAnswered(Grant.Former former, Optional<HubException> refusal) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (!former.equals(current.former())) {
        return Transition.unrecognized(current);
      }
      boolean again = refusal.isPresent() && !refusal.get().isPermanent();
      return again
          ? Transition.to(current)
          : Transition.to(machine.schedule().withFormer(current, former.withDueAt(null), now));
    }
  }

  /**
   * The hub of a former grant is not asked to end it, since it fails. What a stranger verifies
   * meanwhile ends nothing, unless it was asked before.
   *
   * @param until when it may be asked
   */
  record FormerBlocked(Effect.AskFormer ask, Instant until) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      Instant again = ask.former().dueAt();
      if (!ask.former().equals(current.former()) || again == null) {
        return Transition.unrecognized(current);
      }
      Grant.Former unasked = ask.before().withDueAt(Durations.later(until, again));
      return Transition.to(machine.schedule().withFormer(current, unasked, now));
    }
  }
}
