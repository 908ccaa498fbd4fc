package org.pushj.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.lifecycle.Effect.News;

/** Due work, and changes of when it is due. */
public sealed interface Timer extends Event {

  /**
   * Work is due, and it was claimed. The first of these is done, and the rest is due after it: the
   * end of the lease, which is reported; the end of a former grant at its hub; the end of what the
   * application no longer wants; a request that was not verified in time, with the look-up from
   * which the next request follows.
   *
   * @param claimedUntil the end of the claim, which is the due time for now
   */
  record Due(Instant claimedUntil) implements Timer {
    private static final Set<Problem.Kind> COUNTED =
        Set.of(
            Problem.Kind.UNVERIFIED,
            Problem.Kind.UNANSWERED,
            Problem.Kind.INCONCLUSIVE,
            Problem.Kind.DENIED);

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      if (!claimedUntil.equals(current.dueAt())) {
        // Another node, or the application, was faster.
        return Transition.unrecognized(current);
      }
      Grant.Former former = current.former();
      if (former != null && former.isDueAt(now) && !isLapsing(current, now)) {
        return endOfFormer(machine, current, former, now);
      }
      if (current.state() == SubscriptionState.ENDED) {
        return Transition.removed();
      }
      if (!current.wanted()) {
        return unwanted(machine, current, now);
      }
      if (current.progress().givenUp()) {
        return Transition.to(current.withDueAt(null));
      }
      return wanted(machine, current, now);
    }

    /** It is asked again until it takes the request, even if this node dies before it has asked. */
    private static Transition endOfFormer(
        Lifecycle machine, Subscription current, Grant.Former former, Instant now) {
      Grant.Former asked = former.askedAt(now, Schedule.formerAgain(former, now));
      return Transition.to(
          machine.schedule().afterFormer(current, asked, now), new Effect.AskFormer(asked, former));
    }

    private static Transition unwanted(Lifecycle machine, Subscription current, Instant now) {
      Grant grant = current.grant();
      if (grant == null || !grant.isAliveAt(now)) {
        return Endings.end(current, now);
      }
      OpenRequest again = new OpenRequest(IntentKind.UNSUBSCRIBE, grant.registration(), now);
      Subscription next =
          current.toBuilder().open(again).progress(askedAgain(current.progress())).build();
      return Transition.to(
          machine.schedule().asked(next, now), new News.Requested(true), Effect.Ask.toEnd(again));
    }

    /**
     * A refusal was counted when it came; a request that was accepted, and not verified, is now.
     */
    private static Progress askedAgain(Progress progress) {
      Problem problem = progress.problem();
      Progress counted =
          problem == null || problem.past()
              ? progress.failed(
                  Problem.of(Problem.Kind.UNVERIFIED, "the hub did not verify the end"))
              : progress;
      return counted.withProblem(Objects.requireNonNull(counted.problem()).passed());
    }

    private Transition wanted(Lifecycle machine, Subscription current, Instant now) {
      Grant grant = current.grant();
      if (grant != null && isLapsing(current, now)) {
        // The hub is asked in its lane, for which this did not wait.
        return Transition.to(
            machine.schedule().lapsed(lapsed(current), grant.lease(), now), new News.Expired());
      }
      List<Effect> effects = new ArrayList<>();
      Subscription next = current;
      OpenRequest open = next.open();
      if (open != null && !isCounted(next) && machine.schedule().isOverdue(open, now)) {
        Problem problem =
            Problem.of(
                Problem.Kind.UNVERIFIED, "the hub did not verify the request of " + open.since());
        Progress failed = next.progress().failed(problem).withRefusedSince(null);
        next = next.toBuilder().progress(failed).build();
        effects.add(new News.Unverified());
      }
      effects.add(new Effect.LookUp(claimedUntil));
      return Transition.to(next, effects);
    }

    /**
     * A request that waits for its hub to have room, or to work, is late once. A hub that never
     * answered a request, or denied it, has not promised to verify it.
     */
    private static boolean isCounted(Subscription current) {
      return COUNTED.stream().anyMatch(current.progress()::hasProblem);
    }

    /**
     * Tells whether a lease that is wanted is over, and its end was not reported yet. Where its
     * renewal fails, that does not wait for the end of the acceptance: any verification puts that
     * off.
     */
    static boolean isLapsing(Subscription current, Instant now) {
      Grant grant = current.grant();
      return current.wanted()
          && grant != null
          && !current.progress().lapsed()
          && (!grant.isAliveAt(now) || (current.attempts() > 0 && !grant.lease().isAliveAt(now)));
    }

    /** Returns the subscription after the end of its lease was reported. */
    static Subscription lapsed(Subscription current) {
      return current.toBuilder().progress(current.progress().afterLapse()).build();
    }
  }

  /**
   * Work was claimed, and is left to others, since the node ends.
   *
   * @param claimedUntil the end of the claim
   */
  record Released(Instant claimedUntil) implements Timer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return claimedUntil.equals(current.dueAt())
          ? Transition.to(current.withDueAt(now))
          : Transition.unrecognized(current);
    }
  }

  /** Work becomes due at this time, unless it is due earlier. */
  record Hastened(Instant dueAt) implements Timer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return current.wanted() && !current.progress().givenUp()
          ? Transition.to(machine.schedule().hastened(current, dueAt, now))
          : Transition.to(current);
    }
  }
}
