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
 * Notices who does the due work in this process, and logs the start of it. If no one does, it says
 * so once. Not as a warning at first: what calls {@link Subscriber#runDueWork()} may be about to
 * begin. Thread-safe.
 */
final class RenewalWatch {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final StartLog startLog;
  private final Instant builtAt;
  private final AtomicReference<@Nullable Instant> wantedAt = new AtomicReference<>();
  private final AtomicBoolean hasBegun = new AtomicBoolean();
  private final AtomicBoolean isKnownToBeOff = new AtomicBoolean();
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  RenewalWatch(InstantSource clock, StartLog startLog) {
    this.clock = clock;
    this.startLog = startLog;
    this.builtAt = clock.instant();
  }

  /** Called when threads of the subscriber do the work. */
  void started() {
    begun("on");
  }

  /** Called when a thread of the application does the work. */
  void called() {
    begun("on, by runDueWork()");
  }

  private void begun(String background) {
    if (!hasBegun.get() && hasBegun.compareAndSet(false, true)) {
      startLog.working(background);
    }
  }

  /** Takes note that something is about to be subscribed to. */
  void wanted() {
    if (!hasBegun.get() && wantedAt.compareAndSet(null, clock.instant())) {
      LOG.info(
          "No background work, such as renewals, has run in this process yet: that takes start(),"
              + " or runDueWork() every few seconds");
    }
    look();
  }

  /** Warns where what was wanted a while ago has still no one who renews it. */
  void look() {
    if (hasBegun.get()) {
      return;
    }
    Instant longAgo = clock.instant().minus(PATIENCE);
    if (builtAt.isBefore(longAgo) && isKnownToBeOff.compareAndSet(false, true)) {
      startLog.working("off");
    }
    Instant since = wantedAt.get();
    if (since != null && since.isBefore(longAgo) && hasWarned.compareAndSet(false, true)) {
      LOG.warn(
          "Leases are not renewed in this process: call start(), or runDueWork() every few"
              + " seconds, unless another process on the same store does");
    }
  }
}
