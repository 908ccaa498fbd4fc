package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that no one in this process does the due work, and says so once. Not as a warning at
 * first: what calls {@link Subscriber#runDueWork()} may be about to begin. Thread-safe.
 */
final class RenewalWatch {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final AtomicReference<@Nullable Instant> wantedAt = new AtomicReference<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  RenewalWatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes note that someone does the work. */
  void over() {
    isOver.set(true);
  }

  /** Takes note that something is about to be subscribed to. */
  void wanted() {
    if (!isOver.get() && wantedAt.compareAndSet(null, clock.instant())) {
      LOG.info(
          "No due work was done in this process yet, as renewals are: that takes start(), or"
              + " runDueWork() every few seconds");
    }
    look();
  }

  /** Warns where what was wanted a while ago has still no one who renews it. */
  void look() {
    Instant since = wantedAt.get();
    if (since != null
        && !isOver.get()
        && clock.instant().isAfter(since.plus(PATIENCE))
        && isOver.compareAndSet(false, true)) {
      LOG.warn(
          "Leases are not renewed in this process: call start(), or runDueWork() every few"
              + " seconds, unless another process on the same store does");
    }
  }
}
