package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.ForwardingSubscriptionStore;

/**
 * The store of a random walk: looks at each change before it is made, and complains about those
 * that break a promise of {@link Lifecycle}. On the way to it nodes die and races are lost.
 */
final class WalkedStore extends ForwardingSubscriptionStore {
  /** Longer than any delay and any half of a lease of the walk, and than an end is remembered. */
  private static final Duration MAX_WAIT = Duration.ofDays(31);

  private final InstantSource clock;
  private final Truth truth;
  private final Chance chance;
  private final Set<SubscriptionState> seen = EnumSet.noneOf(SubscriptionState.class);
  private int events;

  WalkedStore(InstantSource clock, Truth truth, Chance chance) {
    super(new InMemorySubscriptionStore());
    this.clock = clock;
    this.truth = truth;
    this.chance = chance;
  }

  /** What else happens when the store is called. */
  interface Chance {
    /** The node may die here. */
    void beforeCall();

    /** Another node may be faster here. */
    void beforeChange(Subscription expected);
  }

  /** Returns how many events were decided. */
  int events() {
    return events;
  }

  /** Returns the states that subscriptions were in. */
  Set<SubscriptionState> seen() {
    return seen;
  }

  /** Returns all that have not ended. */
  List<Subscription> all() {
    return super.list(SubscriptionQuery.all());
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    chance.beforeCall();
    return super.findById(id);
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    chance.beforeCall();
    return super.findByCallback(callback);
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    chance.beforeCall();
    return super.findByKey(key);
  }

  @Override
  public boolean add(Subscription subscription) {
    events++;
    chance.beforeCall();
    boolean added = super.add(subscription);
    if (added) {
      checkParts(subscription);
    }
    return added;
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    events++;
    chance.beforeCall();
    chance.beforeChange(expected);
    Optional<Subscription> before = super.findById(expected.id());
    Optional<Subscription> after = super.replace(expected, next);
    if (after.isPresent()) {
      checkChange(before.orElseThrow(), after.get());
      if (!after.get().wanted()) {
        truth.ended(before.get());
      }
      checkParts(after.get());
    }
    return after;
  }

  @Override
  public boolean remove(Subscription expected) {
    events++;
    chance.beforeCall();
    chance.beforeChange(expected);
    boolean removed = super.remove(expected);
    if (removed && expected.state() != SubscriptionState.ENDED) {
      truth.ended(expected);
      assertThat(expected.grant()).as("the grant of what is removed").isNull();
      assertThat(!expected.wanted() || truth.isTakenBack(expected))
          .as("only the application ends an intent: %s", expected)
          .isTrue();
    }
    return removed;
  }

  private void checkChange(Subscription before, Subscription after) {
    Instant now = clock.instant();
    Grant running = before.grant();
    if (running != null && running.isAliveAt(now)) {
      checkLease(before, running, after, now);
    }
    OpenRequest open = after.open();
    assertThat(!after.paused() || open == null || wasOpen(before, open))
        .as("no hub is asked for what is paused: %s -> %s", before, after)
        .isTrue();
    assertThat(before.wanted() && !after.wanted())
        .as("an intent that is not withdrawn stays: %s -> %s", before, after)
        .matches(ends -> !ends || truth.isTakenBack(before));
  }

  /** Tells whether a request was open before, with a secret perhaps that a hub was not told. */
  private static boolean wasOpen(Subscription before, OpenRequest open) {
    OpenRequest known = before.open();
    return known != null && (open.equals(known) || open.equals(known.withoutSecret()));
  }

  private void checkLease(Subscription before, Grant running, Subscription after, Instant now) {
    Grant grant = after.grant();
    if (grant == null) {
      assertThat(truth.mayEnd(before.id(), running.registration()))
          .as("a lease is ended by its hub or by the application: %s -> %s", before, after)
          .isTrue();
      return;
    }
    OpenRequest open = before.open();
    boolean verified =
        open != null
            && open.kind() == IntentKind.SUBSCRIBE
            && open.registration().equals(grant.registration())
            && grant.lease().startsAt().equals(now);
    if (grant.registration().equals(running.registration())) {
      assertThat(!grant.acceptedUntil().isBefore(running.acceptedUntil()))
          .as("a lease is cut short by no other than its hub: %s -> %s", before, after)
          .isTrue();
      return;
    }
    Grant.Former former = after.former();
    assertThat(verified).as("only what was verified follows: %s -> %s", before, after).isTrue();
    boolean left = !running.registration().callback().equals(grant.registration().callback());
    assertThat(former)
        .as("what has a successor counts to its end: %s -> %s", before, after)
        .isEqualTo(
            new Grant.Former(
                running.registration(), running.acceptedUntil(), null, left ? now : null));
  }

  /** What one value says must be true of it, whatever was before. */
  private void checkParts(Subscription after) {
    seen.add(after.state());
    Instant due = after.dueAt();
    boolean ended = after.state() == SubscriptionState.ENDED;
    OpenRequest open = after.open();
    Grant.Former former = after.former();
    if (after.paused()) {
      assertThat(due).as("nothing is due on what is paused: %s", after).isNull();
      assertThat(after.wanted()).as("only what is wanted is paused: %s", after).isTrue();
    } else if (!after.wanted() || !after.progress().givenUp()) {
      assertThat(due).as("a time is set for the work on %s", after).isNotNull();
      assertThat(due)
          .as("work is not put off for ever: %s", after)
          .isBefore(clock.instant().plus(MAX_WAIT));
    }
    assertThat(open == null || (open.kind() == IntentKind.SUBSCRIBE) == after.wanted())
        .as("the open request asks for what the application wants: %s", after)
        .isTrue();
    assertThat(after.wanted() || ended || open != null)
        .as("the hub is asked for the end: %s", after)
        .isTrue();
    assertThat(open == null || !after.progress().givenUp())
        .as("what is given up waits for nothing: %s", after)
        .isTrue();
    assertThat(ended && (after.target() != null || former == null))
        .as("an end has a callback to answer for, and no target: %s", after)
        .isFalse();
    assertThat(after.grant() == null ? after.target() : after.grant().registration().target())
        .as("the target is that of the grant: %s", after)
        .isEqualTo(after.target());
    assertThat(after.key())
        .as("it has the key of its request until its end: %s", after)
        .isEqualTo(ended ? null : after.request().key());
    if (open != null) {
      truth.asked(open.kind(), open.registration());
    }
    if (former != null && former.askedAt() != null) {
      truth.asked(IntentKind.UNSUBSCRIBE, former.registration());
    }
  }
}
