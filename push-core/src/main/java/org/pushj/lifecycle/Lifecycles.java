package org.pushj.lifecycle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PushException;
import org.pushj.Registration;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.platform.TimeOrderedUuids;
import org.pushj.spi.SubscriptionStore;

/**
 * Lets events happen to subscriptions: reads, lets {@link Lifecycle} decide, replaces, and decides
 * again after a lost race. It is the only place that changes a stored subscription. What follows
 * from a change is done after its commit, and the outcome is the next event. Thread-safe; no store
 * is held while HTTP runs.
 */
public final class Lifecycles {
  private static final int MAX_ATTEMPTS = 100;

  private final SubscriptionStore store;
  private final Lifecycle lifecycle;
  private final TopicLookup lookup;
  private final HubAsker hubs;
  private final Announcer announcer;
  private final InstantSource clock;
  private final TimeOrderedUuids ids;

  /** Makes the shell around the machine of one subscriber. */
  public Lifecycles(
      SubscriptionStore store,
      Lifecycle lifecycle,
      TopicLookup lookup,
      HubAsker hubs,
      Announcer announcer,
      InstantSource clock,
      TimeOrderedUuids ids) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.lookup = lookup;
    this.hubs = hubs;
    this.announcer = announcer;
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns the time to the millisecond: what every store can keep. */
  public Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /**
   * Lets an event happen, and does what follows: at once, or in a transaction of the caller after
   * its commit.
   *
   * @param known the subscription as it was last seen
   * @throws StoreException if the store failed, or the subscription is being changed too often
   */
  public Outcome apply(Subscription known, Event event) {
    return carryOut(commit(known, event));
  }

  /**
   * Tells whether something would follow from an event for the subscription as it was last seen.
   */
  public boolean changes(Subscription known, Event event) {
    return lifecycle.changes(known, event, now());
  }

  /** Tells whether content may come by what a hub knows: not without a secret where one is due. */
  public boolean accepts(Registration registration) {
    return lifecycle.accepts(registration);
  }

  /** Lets an event happen, as {@link #apply} does, and leaves what follows to {@link #carryOut}. */
  public Committed commit(Subscription known, Event event) {
    Subscription current = known;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Committed> committed = replace(current, lifecycle.on(current, event, now()));
      if (committed.isPresent()) {
        return committed.get();
      }
      Subscription read = store.findById(current.id()).orElse(null);
      if (read == null) {
        return new Committed(current, null, List.of(), false);
      }
      current = read;
    }
    throw changesTooOften("subscription " + known.id());
  }

  /** Does what follows from a change: see {@link #apply}. */
  public Outcome carryOut(Committed change) {
    if (change.effects().isEmpty() || !store.isInTransaction()) {
      return perform(change);
    }
    store.afterCommit(() -> perform(asItIsNow(change)));
    return new Outcome(change.after(), null);
  }

  /** Adds a subscription of which only the intent is known; empty if there is one already. */
  public Optional<Committed> add(Intent.SubscribeLater intent) {
    Instant now = now();
    return add(Lifecycle.first(new SubscriptionId(ids.at(now)), intent, now));
  }

  private Optional<Committed> add(Transition first) {
    Subscription created = Objects.requireNonNull(first.next());
    return store.add(created)
        ? Optional.of(new Committed(null, created, first.effects(), true))
        : Optional.empty();
  }

  /**
   * Subscribes to what was looked up, or renews the subscription to the same request at the hub
   * that it has, if that was found again; if {@code onlyNew}, at the first hub, and not if it is
   * wanted.
   *
   * @throws StoreException if the store failed, or the subscription is being changed too often
   */
  public Outcome subscribe(SubscriptionRequest request, TopicLinks links, boolean onlyNew) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Subscription> existing = store.findByKey(request.key());
      LookUpOutcome.Found found =
          lookup.found(request, links, onlyNew ? null : existing.orElse(null));
      Instant now = now();
      Optional<Committed> committed =
          existing.isPresent()
              ? Optional.of(
                  commit(existing.get(), new Intent.SubscribeNow(request, found, onlyNew)))
              : add(lifecycle.first(new SubscriptionId(ids.at(now)), request, found, now));
      if (committed.filter(Committed::isThere).isPresent()) {
        return carryOut(committed.get());
      }
    }
    throw changesTooOften("the subscription to " + links.topic());
  }

  /** Looks a request up: see {@link TopicLookup#forRequest}. */
  public TopicLinks discover(SubscriptionRequest request) {
    return lookup.forRequest(request);
  }

  /**
   * Commits a change; empty if it lost a race. What is to be asked for without a change is asked
   * for only if it is still so.
   */
  private Optional<Committed> replace(Subscription current, Transition transition) {
    Subscription next = transition.next();
    if (next == null) {
      return store.remove(current)
          ? Optional.of(new Committed(current, null, transition.effects(), transition.recognized()))
          : Optional.empty();
    }
    Optional<Subscription> after = Optional.of(current);
    if (!next.equals(current)) {
      after = store.replace(current, next);
    } else if (transition.effects().stream().anyMatch(Effect.Ask.class::isInstance)) {
      after = store.findById(current.id()).filter(read -> read.version() == current.version());
    }
    return after.map(
        stored -> new Committed(current, stored, transition.effects(), transition.recognized()));
  }

  private Outcome perform(Committed change) {
    Subscription current = change.after();
    PushException failure = null;
    for (Effect effect : change.effects()) {
      if (effect instanceof Effect.News news) {
        announcer.tell(change.afterOrBefore(), news);
        failure = news instanceof Effect.News.Failed failed ? failed.cause() : failure;
      } else if (current != null) {
        Outcome after = perform(current, effect);
        current = after.subscription();
        failure = after.failure() == null ? failure : after.failure();
      }
    }
    return new Outcome(current, failure);
  }

  /** Does what is to be done; what comes of that is the next event. */
  private Outcome perform(Subscription current, Effect effect) {
    if (effect instanceof Effect.LookUp lookUp) {
      LookUpOutcome found = lookup.forSubscription(current, lookUp.claimedUntil(), now());
      try {
        return apply(current, found);
      } finally {
        lookup.leave(current, found);
      }
    } else if (effect instanceof Effect.Ask ask) {
      return answered(current, hubs.ask(current, ask, now()));
    } else {
      return apply(current, hubs.askFormer(current, (Effect.AskFormer) effect, now()));
    }
  }

  /** A failure that comes too late to change the subscription is one all the same. */
  private Outcome answered(Subscription current, HubAnswer answer) {
    Committed change = commit(current, answer);
    Outcome outcome = carryOut(change);
    return answer instanceof HubAnswer.Failed failed && !change.recognized()
        ? new Outcome(outcome.subscription(), failed.cause())
        : outcome;
  }

  /** After a transaction of the caller: what it has gone on to is not asked for any more. */
  private Committed asItIsNow(Committed change) {
    Subscription before = change.afterOrBefore();
    Subscription now = store.findById(before.id()).orElse(null);
    boolean goesOn =
        now != null && now.wanted() == before.wanted() && Objects.equals(now.open(), before.open());
    List<Effect> effects =
        goesOn
            ? change.effects()
            : change.effects().stream().filter(Effect.News.Ended.class::isInstance).toList();
    return new Committed(change.before(), now, effects, change.recognized());
  }

  private static StoreException changesTooOften(String what) {
    return new StoreException(what + " is being changed too often; try again", null);
  }

  /**
   * A change that is committed.
   *
   * @param before the subscription before; null if it is new
   * @param after the subscription as it is stored now; null if it is not there any more
   * @param effects what follows
   * @param recognized whether the event was about this subscription
   */
  public record Committed(
      @Nullable Subscription before,
      @Nullable Subscription after,
      List<Effect> effects,
      boolean recognized) {

    /** Tells whether the subscription is there, and has not ended. */
    public boolean isThere() {
      return after != null && after.state() != SubscriptionState.ENDED;
    }

    private Subscription afterOrBefore() {
      return after == null ? Objects.requireNonNull(before) : after;
    }
  }

  /**
   * What came of an event and of all that followed.
   *
   * @param subscription the subscription as it was last seen; null if it is not there any more
   * @param failure what went wrong on the way; null if nothing did
   */
  public record Outcome(@Nullable Subscription subscription, @Nullable PushException failure) {}
}
