package org.pushj.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.concurrent.BoundedMap;
import org.pushj.spi.Claim;
import org.pushj.spi.SubscriptionStore;
import org.pushj.time.Durations;

/**
 * A store that remembers for a while what deliveries have looked up by a callback token. Only
 * {@link #remembered} makes use of that; all that the store itself is asked, it reads. What is not
 * there is not remembered, and what is changed through here is forgotten. As safe for use by
 * several threads as the store behind it.
 */
public final class RecentLookups implements SubscriptionStore {
  private static final int MAX = 10_000;
  private static final int STRIPES = 256;

  /** For so long a row is taken for what the store has, while a body arrives. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final SubscriptionStore store;
  private final Duration kept;
  private final InstantSource clock;
  private final Map<CallbackToken, Lookup> recent = BoundedMap.inOrderOfUse(MAX);

  /** Counts changes, so that nothing is remembered that was read before one. */
  private final AtomicIntegerArray changes = new AtomicIntegerArray(STRIPES);

  /**
   * Makes a store in front of another.
   *
   * @param kept how long look-ups are remembered; zero for not at all
   */
  public RecentLookups(SubscriptionStore store, Duration kept, InstantSource clock) {
    this.store = store;
    this.kept = kept;
    this.clock = clock;
  }

  /** Returns what {@link #look} has found within the time that it is remembered for. */
  Optional<Subscription> remembered(CallbackToken callback) {
    if (kept.isZero()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    synchronized (recent) {
      Lookup lookup = recent.get(callback);
      return lookup == null || !lookup.isRecentAt(now, kept)
          ? Optional.empty()
          : Optional.of(lookup.found());
    }
  }

  /** Finds a subscription in the store, and remembers it. */
  Optional<Subscription> look(CallbackToken callback) {
    if (kept.isZero()) {
      return store.findByCallback(callback);
    }
    int before = changes.get(stripe(callback));
    Instant now = clock.instant();
    Optional<Subscription> found = store.findByCallback(callback);
    synchronized (recent) {
      recent.remove(callback);
      if (found.isPresent() && changes.get(stripe(callback)) == before) {
        recent.put(callback, new Lookup(found.get(), now));
      }
    }
    return found;
  }

  /** Returns a number that changes whenever a subscription with this callback is changed here. */
  int changesOf(CallbackToken callback) {
    return changes.get(stripe(callback));
  }

  /** Tells whether what was read at a time may have been changed elsewhere so long ago. */
  boolean isOld(Instant readAt) {
    return clock.instant().isAfter(readAt.plus(Durations.longer(kept, FRESH)));
  }

  Instant now() {
    return clock.instant();
  }

  private void changed(List<Subscription> subscriptions) {
    afterCommit(() -> subscriptions.forEach(this::forget));
  }

  private void forget(Subscription changed) {
    synchronized (recent) {
      for (CallbackToken token : SubscriptionStore.tokensOf(changed)) {
        changes.incrementAndGet(stripe(token));
        recent.remove(token);
      }
    }
  }

  private static int stripe(CallbackToken callback) {
    return Math.floorMod(callback.hashCode(), STRIPES);
  }

  @Override
  public boolean add(Subscription subscription) {
    return store.add(subscription);
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    try {
      return store.replace(expected, next);
    } finally {
      changed(List.of(expected, next));
    }
  }

  @Override
  public boolean remove(Subscription expected) {
    try {
      return store.remove(expected);
    } finally {
      changed(List.of(expected));
    }
  }

  @Override
  public List<Subscription> claimDue(Claim claim) {
    List<Subscription> claimed = store.claimDue(claim);
    changed(claimed);
    return claimed;
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return store.findById(id);
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return store.findByCallback(callback);
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    return store.findByKey(key);
  }

  @Override
  public InstantSource clock() {
    return store.clock();
  }

  @Override
  public boolean isInTransaction() {
    return store.isInTransaction();
  }

  @Override
  public void afterCommit(Runnable action) {
    store.afterCommit(action);
  }

  /** A subscription as it was read at a time. */
  private record Lookup(Subscription found, Instant at) {
    /** Where the clock was set back, it is not. */
    boolean isRecentAt(Instant now, Duration kept) {
      return !now.isBefore(at) && now.isBefore(at.plus(kept));
    }
  }
}
