package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.pushj.lifecycle.Effect.News;
import org.pushj.spi.HubClient;
import org.pushj.work.HubEndpoints;

/**
 * What follows from the answer of a hub that was asked (W3C WebSub section 5.1.2). An answer to
 * anything but the open request comes too late, and changes nothing.
 */
record OnHubAnswer(Schedule schedule, Leases leases, Refusals refusals, boolean requiresSigned) {
  private static final int TOO_MANY_REQUESTS = 429;

  Transition answered(Subscription current, Event.Answered event, Instant now) {
    OpenRequest request = event.ask().request();
    if (!request.equals(current.open())) {
      return Transition.unrecognized(current);
    }
    if (event.reply() == HubClient.Reply.ACCEPTED) {
      return Transition.to(schedule.accepted(current, request, now));
    }
    if (request.kind() == IntentKind.UNSUBSCRIBE) {
      return Endings.end(current, now);
    }
    return leases.verified(current, request, Optional.empty(), now);
  }

  Transition failed(Subscription current, Event.Failed event, Instant now) {
    Effect.Ask ask = event.ask();
    if (!ask.request().equals(current.open())) {
      return Transition.unrecognized(current);
    }
    HubException cause = event.cause();
    if (current.paused()) {
      // No other way is tried now.
      return refused(current, cause, now);
    }
    List<URI> endpoints = HubEndpoints.of(ask.request().hub());
    boolean atTwin = endpoints.size() > 1 && ask.endpoint().equals(endpoints.get(0));
    if (atTwin && HubEndpoints.isNoHub(cause)) {
      if (!wasSigned(current) && !(requiresSigned && current.wanted())) {
        // The secret stays here.
        OpenRequest unsigned = ask.request().withoutSecret();
        return Transition.to(
            current.toBuilder().open(unsigned).build(),
            new Effect.Ask(unsigned, endpoints.get(1), ask.withLease()));
      }
      cause = notSigned(current, cause);
    } else if (ask.withLease() && isRefusalOfTheForm(ask, cause)) {
      // Some hubs take only leases of their own choice, and say so in words that differ too much.
      return Transition.to(current, new Effect.Ask(ask.request(), ask.endpoint(), false));
    }
    return current.wanted() ? refused(current, cause, now) : stays(current, cause, now);
  }

  /** The hub may verify what it did not answer; what it refused is over. */
  private Transition refused(Subscription current, HubException cause, Instant now) {
    News news = new News.Failed(cause);
    if (cause.isUndecided()) {
      Problem problem = problem(Problem.Kind.UNANSWERED, cause);
      return refusals.transientFailure(current, problem, now, cause.retryAfter(), news);
    }
    Subscription over = current.toBuilder().open(null).build();
    Problem problem = refusal(cause);
    return cause.isPermanent()
        ? refusals.permanentFailure(over, problem, now, news)
        : refusals.transientFailure(over, problem, now, cause.retryAfter(), news);
  }

  /** A wish to end it stays, whatever the hub says; what was never verified needs no more. */
  private Transition stays(Subscription current, HubException cause, Instant now) {
    if (current.grant() == null && !cause.isUndecided()) {
      return Endings.end(current, now);
    }
    Progress progress = current.progress().failed(refusal(cause));
    return Transition.to(
        schedule.failed(
            current.toBuilder().progress(progress).build(),
            now,
            cause.retryAfter(),
            cause.isPermanent()),
        new News.Failed(cause));
  }

  Transition formerFailed(Subscription current, Event.FormerFailed event, Instant now) {
    if (!event.former().equals(current.former())) {
      return Transition.unrecognized(current);
    }
    return Transition.to(
        schedule.formerFailed(
            current.toBuilder().former(event.former().askedAt(null)).build(), now));
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
        "the hub %s is told no secret over http, and content has to be signed; over https: %s"
            .formatted(Urls.forMessage(cause.hub()), cause.getMessage());
    return HubException.unanswered(cause.hub(), why, cause).about(current.id());
  }

  /** What is signed already is not asked for without a signature. */
  private static boolean wasSigned(Subscription current) {
    Grant grant = current.grant();
    return grant != null && grant.registration().secret() != null;
  }

  private static boolean isRefusalOfTheForm(Effect.Ask ask, HubException cause) {
    int status = cause.status().orElse(0);
    return ask.request().kind() == IntentKind.SUBSCRIBE
        && status / 100 == 4
        && status != TOO_MANY_REQUESTS;
  }
}
