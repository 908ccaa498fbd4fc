package org.pushj.subscriber;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;

/**
 * Waits for hubs. Any node may hear the verification, so the store is asked, at growing intervals.
 */
final class ActiveWait {
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long MAX_PAUSE_MILLIS = 500;

  private final Wishes wishes;

  ActiveWait(Wishes wishes) {
    this.wishes = wishes;
  }

  Optional<Subscription> await(SubscriptionId id, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Optional<Subscription> found = wishes.find(id);
      boolean active = found.filter(each -> each.state() == SubscriptionState.ACTIVE).isPresent();
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (active || found.isEmpty() || left <= 0) {
        return found.filter(each -> active);
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(pause, left));
      pause = Math.min(pause * 2, MAX_PAUSE_MILLIS);
    }
  }
}
