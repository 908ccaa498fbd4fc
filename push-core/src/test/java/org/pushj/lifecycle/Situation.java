package org.pushj.lifecycle;

import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.pushj.FormerGrant;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/** Where a subscription can be in its life: each state, in each variant that matters. */
enum Situation {
  /** Only the wish is there. */
  WISHED(all -> all),
  /** The first request waits for its verification, and should have been verified by now. */
  PENDING(all -> all.target(Parts.HERE.target()).open(Parts.subscribe(Parts.HERE))),
  /** The hub did not verify the first request, which is made again. */
  UNVERIFIED(all -> PENDING.change(all).progress(Parts.after(Problem.Kind.UNVERIFIED))),
  /** The hub refused the first request. */
  FAILED(all -> all.target(Parts.HERE.target()).progress(Parts.after(Problem.Kind.REFUSED))),
  /** The hub denied the first request. */
  DENIED(all -> all.target(Parts.HERE.target()).progress(Parts.after(Problem.Kind.DENIED))),
  /** The hub has refused for longer than anybody waits. */
  GIVEN_UP(
      all ->
          all.target(Parts.HERE.target())
              .progress(
                  Parts.after(Problem.Kind.REFUSED)
                      .withRefusedSince(Instant.EPOCH)
                      .afterGivingUp())),
  /** A lease runs. */
  ACTIVE(all -> all.grant(Parts.granted(Parts.HERE, 5))),
  /** A lease runs, and a request for the next one waits for its verification. */
  RENEWING(all -> ACTIVE.change(all).open(Parts.subscribe(Parts.HERE))),
  /** A lease runs at one hub, and a request to another waits for its verification. */
  MOVING(all -> ACTIVE.change(all).open(Parts.subscribe(Parts.THERE))),
  /** A lease runs, and the hub that was left is to be asked to end the former one. */
  MOVED(all -> ACTIVE.change(all).former(Parts.former(null))),
  /** A lease runs, and the hub that was left was asked to end the former one. */
  LEFT(all -> ACTIVE.change(all).former(Parts.former(Parts.BEFORE))),
  /** A lease runs under a new secret, and the hub may still use the one before. */
  ROTATED(
      all ->
          ACTIVE
              .change(all)
              .former(
                  new FormerGrant(Parts.HERE.withoutSecret(), Parts.NOW.plusSeconds(60), null))),
  /** A lease runs, and the hub has denied it. */
  ACTIVE_DENIED(all -> ACTIVE.change(all).progress(Parts.after(Problem.Kind.DENIED))),
  /** The lease is over, and nobody has noticed. */
  LAPSED(all -> all.grant(Parts.granted(Parts.HERE, -1))),
  /** The lease is over, and that was told. */
  EXPIRED(all -> LAPSED.change(all).progress(Parts.claimed(Progress.NONE.afterLapse()))),
  /** The application wants the end, which the hub is asked for while the lease runs. */
  UNSUBSCRIBING(all -> ACTIVE.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE))),
  /** The application wants the end, and the lease is over. */
  UNSUBSCRIBING_LAPSED(all -> LAPSED.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE))),
  /** The application wants the end of what was never verified. */
  UNSUBSCRIBING_PENDING(
      all -> PENDING.change(all).wanted(false).open(Parts.unsubscribe(Parts.HERE))),
  /** It has ended, and is remembered for hubs that call again. */
  ENDED(all -> all.wanted(false).former(new FormerGrant(Parts.HERE, Parts.BEFORE, Parts.BEFORE)));

  private final UnaryOperator<Subscription.Builder> change;

  Situation(UnaryOperator<Subscription.Builder> change) {
    this.change = change;
  }

  /** Returns a subscription that is there, and that was just claimed if there is work on it. */
  Subscription subscription() {
    SubscriptionId id = new SubscriptionId(new UUID(0x7000L, 0x8000_0000_0000_0000L));
    Subscription.Builder start =
        Subscription.builder(id, Parts.REQUEST, Parts.BEFORE)
            .progress(Parts.claimed(Progress.NONE));
    return change(start).build();
  }

  private Subscription.Builder change(Subscription.Builder start) {
    return change.apply(start);
  }
}
