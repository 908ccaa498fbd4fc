package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.lifecycle.Effect.News;

/** What follows from the time: what is due on a subscription that was claimed. */
record OnDue(Schedule schedule) {
  /**
   * Decides what is due, in this order: the end of what the application no longer wants; the end of
   * a former grant at its hub; the end of the lease, which is reported; a request that was not
   * verified in time; and the look-up from which the next request follows.
   */
  Transition due(Subscription current, Event.Due event, Instant now) {
    if (!event.claimedUntil().equals(current.dueAt())) {
      // Another node, or the application, was faster.
      return Transition.unrecognized(current);
    }
    if (current.state() == SubscriptionState.ENDED) {
      return Transition.removed();
    }
    if (!current.wanted()) {
      return unwanted(current, now);
    }
    if (current.progress().givenUp()) {
      return Transition.to(current.withDueAt(null));
    }
    return wanted(current, event.claimedUntil(), now);
  }

  /**
   * Returns the hub that is asked first if all that is due is done now; empty if none is asked, or
   * it is not known yet.
   */
  static Optional<URI> hub(Subscription current, Instant now) {
    Grant grant = current.grant();
    Grant.Former former = current.former();
    if (!current.wanted()) {
      return grant == null || !grant.isAliveAt(now)
          ? Optional.empty()
          : Optional.of(grant.registration().hub());
    }
    if (current.progress().givenUp()) {
      return Optional.empty();
    }
    return former != null && Schedule.isFormerToBeEnded(current, now)
        ? Optional.of(former.registration().hub())
        : Optional.ofNullable(current.hub()).or(() -> Optional.ofNullable(current.request().hub()));
  }

  /** Makes work due later, when its turn comes. The end of the lease is reported nevertheless. */
  Transition held(Subscription current, Event.Held event, Instant now) {
    if (!event.claimedUntil().equals(current.dueAt())) {
      return Transition.unrecognized(current);
    }
    Grant grant = current.grant();
    if (grant == null || !isLapsing(current, now)) {
      return Transition.to(schedule.held(current, event.until(), now));
    }
    Subscription lapsed = schedule.lapsed(lapsed(current), grant.lease(), now);
    Instant due = lapsed.dueAt();
    return Transition.to(
        due == null || due.isBefore(event.until()) ? lapsed.withDueAt(event.until()) : lapsed,
        News.Fact.EXPIRED);
  }

  /** Makes work due sooner, if it is due later. */
  Transition hastened(Subscription current, Event.Hastened event) {
    Instant due = current.dueAt();
    boolean later = current.wanted() && (due == null || due.isAfter(event.dueAt()));
    return later && !current.progress().givenUp()
        ? Transition.to(current.withDueAt(event.dueAt()))
        : Transition.to(current);
  }

  private Transition unwanted(Subscription current, Instant now) {
    Grant grant = current.grant();
    if (grant == null || !grant.isAliveAt(now)) {
      return Endings.end(current, now);
    }
    OpenRequest again = new OpenRequest(IntentKind.UNSUBSCRIBE, grant.registration(), now);
    Subscription next =
        current.toBuilder().open(again).progress(askedAgain(current.progress())).build();
    return Transition.to(
        schedule.asked(next, now), News.Fact.REQUESTED_AGAIN, OnIntent.askAt(again));
  }

  /** A refusal was counted when it came; a request that was accepted, and not verified, is now. */
  private static Progress askedAgain(Progress progress) {
    Problem problem = progress.problem();
    Progress counted =
        problem == null || problem.past()
            ? progress.failed(Problem.of(Problem.Kind.UNVERIFIED, "the hub did not verify the end"))
            : progress;
    return counted.withProblem(Objects.requireNonNull(counted.problem()).passed());
  }

  private Transition wanted(Subscription current, Instant claimedUntil, Instant now) {
    List<Effect> effects = new ArrayList<>();
    Subscription next = current;
    Grant.Former former = current.former();
    if (former != null && Schedule.isFormerToBeEnded(current, now)) {
      Grant.Former asked = former.askedAt(now);
      next = next.toBuilder().former(asked).build();
      effects.add(new Effect.AskFormer(asked));
      if (schedule.restDueAt(next, now).isAfter(now)) {
        return Transition.to(schedule.settled(next, now), effects);
      }
    }
    Grant grant = next.grant();
    if (grant != null && isLapsing(next, now)) {
      next = lapsed(next);
      effects.add(News.Fact.EXPIRED);
      Subscription lapsed = schedule.lapsed(next, grant.lease(), now);
      Instant due = lapsed.dueAt();
      if (due != null && due.isAfter(now)) {
        return Transition.to(lapsed, effects);
      }
    }
    OpenRequest open = next.open();
    if (open != null && schedule.isOverdue(open, now) && !isUnanswered(next)) {
      Problem problem =
          Problem.of(
              Problem.Kind.UNVERIFIED, "the hub did not verify the request of " + open.since());
      next = next.toBuilder().progress(next.progress().failed(problem)).build();
      effects.add(News.Fact.UNVERIFIED);
    }
    effects.add(new Effect.LookUp(claimedUntil));
    return Transition.to(next, effects);
  }

  /** Tells whether a lease that is wanted is over, and its end was not reported yet. */
  static boolean isLapsing(Subscription current, Instant now) {
    Grant grant = current.grant();
    return current.wanted()
        && grant != null
        && !grant.isAliveAt(now)
        && !current.progress().lapsed();
  }

  /** Returns the subscription after the end of its lease was reported. */
  static Subscription lapsed(Subscription current) {
    return current.toBuilder().progress(current.progress().afterLapse()).build();
  }

  /** What the hub never said that it took is no broken promise of the hub. */
  private static boolean isUnanswered(Subscription subscription) {
    Problem problem = subscription.progress().problem();
    return problem != null && problem.kind() == Problem.Kind.UNANSWERED;
  }
}
