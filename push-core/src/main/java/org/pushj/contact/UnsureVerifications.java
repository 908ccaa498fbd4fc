package org.pushj.contact;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pushj.SubscriptionId;

/**
 * The subscriptions whose hub was told that its verification failed, though the store may have kept
 * it: the store failed while it committed, or gave no answer in time. The hub may have established
 * nothing, so it is to be asked again. Remembered until then, in memory, at most {@value #MAX} of
 * them. Safe for use by several threads.
 */
public final class UnsureVerifications {
  private static final int MAX = 10_000;

  private final Set<SubscriptionId> ids = new LinkedHashSet<>();

  /** Remembers a subscription. */
  public synchronized void add(SubscriptionId id) {
    if (ids.size() < MAX) {
      ids.add(id);
    }
  }

  /** Returns the first of them, which are forgotten with that. */
  public synchronized List<SubscriptionId> take(int most) {
    List<SubscriptionId> taken = ids.stream().limit(most).toList();
    taken.forEach(ids::remove);
    return taken;
  }
}
