package org.pushj.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.pushj.Grant;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/** Where a subscription can be in its life: each state, in each variant that matters. */
enum Situation {
  /** Only the intent is recorded. */
  INTENDED,
  /** The first request waits for its verification, and should have been verified by now. */
  PENDING,
  /** The hub did not verify the first request, which is made again. */
  UNVERIFIED,
  /** The hub refused the first request. */
  FAILED,
  /** The hub denied the first request. */
  DENIED,
  /** The hub has refused for longer than anybody waits. */
  GIVEN_UP,
  /** A lease runs. */
  ACTIVE,
  /** A lease runs, and a request for the next one waits for its verification. */
  RENEWING,
  /** A lease runs at one hub, and a request to another waits for its verification. */
  MOVING,
  /** A lease runs, and the hub that was left is to be asked to end the former one. */
  MOVED,
  /** A lease runs, and the hub that was left was asked to end the former one. */
  LEFT,
  /** A lease runs, and the hub has denied it. */
  ACTIVE_DENIED,
  /** A lease runs, and an operator has paused it. */
  PAUSED,
  /** A lease runs, a request for the next one waits for its verification, and it is paused. */
  PAUSED_RENEWING,
  /** The hub has refused for longer than anybody waits, and it is paused. */
  PAUSED_GIVEN_UP,
  /** The lease is over, and nobody has noticed. */
  LAPSED,
  /** The lease is over, and that was told. */
  EXPIRED,
  /** The application wants the end, which the hub is asked for while the lease runs. */
  UNSUBSCRIBING,
  /** The application wants the end, and the lease is over. */
  UNSUBSCRIBING_LAPSED,
  /** The application wants the end of what was never verified. */
  UNSUBSCRIBING_PENDING,
  /** It has ended, and is remembered for hubs that call again. */
  ENDED;

  /** Returns a subscription that is there, and that was just claimed if there is work on it. */
  Subscription subscription() {
    SubscriptionId id = new SubscriptionId(new UUID(0x7000L, 0x8000_0000_0000_0000L));
    Subscription.Builder start =
        Subscription.builder(id, Parts.REQUEST, Parts.BEFORE)
            .progress(Parts.claimed(Progress.NONE));
    return change(start).build();
  }

  private Subscription.Builder change(Subscription.Builder all) {
    return switch (this) {
      case INTENDED -> all;
      case PENDING -> all.target(Parts.HERE.target()).open(Parts.subscribe(Parts.HERE));
      case UNVERIFIED -> PENDING.change(all).progress(Parts.after(Problem.Kind.UNVERIFIED));
      case FAILED -> all.target(Parts.HERE.target()).progress(Parts.after(Problem.Kind.REFUSED));
      case DENIED -> all.target(Parts.HERE.target()).progress(Parts.after(Problem.Kind.DENIED));
      case GIVEN_UP ->
          all.target(Parts.HERE.target())
              .progress(
                  Parts.after(Problem.Kind.REFUSED)
                      .withRefusedSince(Instant.EPOCH)
                      .afterGivingUp());
      case ACTIVE -> all.grant(Parts.granted(Parts.HERE, 5));
      case RENEWING -> ACTIVE.change(all).open(Parts.subscribe(Parts.HERE));
      case MOVING -> ACTIVE.change(all).open(Parts.subscribe(Parts.THERE));
      case MOVED -> ACTIVE.change(all).former(Parts.former(null, Parts.NOW));
      case LEFT -> ACTIVE.change(all).former(Parts.former(Parts.BEFORE, null));
      case ACTIVE_DENIED -> ACTIVE.change(all).progress(Parts.after(Problem.Kind.DENIED));
      case PAUSED -> ACTIVE.change(all).paused(true).progress(Progress.NONE);
      case PAUSED_RENEWING -> PAUSED.change(all).open(Parts.subscribe(Parts.HERE));
      case PAUSED_GIVEN_UP -> GIVEN_UP.change(all).paused(true);
      case LAPSED -> all.grant(Parts.granted(Parts.HERE, -1));
      case EXPIRED -> LAPSED.change(all).progress(Parts.claimed(Progress.NONE.afterLapse()));
      case UNSUBSCRIBING -> ACTIVE.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE));
      case UNSUBSCRIBING_LAPSED ->
          LAPSED.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE));
      case UNSUBSCRIBING_PENDING ->
          PENDING.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE));
      case ENDED ->
          all.wanted(false).former(new Grant.Former(Parts.HERE, Parts.BEFORE, Parts.BEFORE, null));
    };
  }
}
