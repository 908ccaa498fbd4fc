package org.pushj.subscriber;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.delivery.Deliveries;
import org.pushj.renewal.DueSubscriptions;
import org.pushj.settings.WorkSettings;
import org.pushj.work.WakeUp;
import org.pushj.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that falls due, renewals and deliveries: on threads of its own, or on those of the
 * caller. Thread-safe.
 */
final class Background {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  /** One thread comes to the end of so many before their claim ends. */
  private static final int BATCH_OF_ONE_THREAD = 10;

  private final DueSubscriptions due;
  private final @Nullable Deliveries deliveries;
  private final WorkSettings settings;
  private final WakeUp wakeUp = new WakeUp();
  private final AtomicBoolean warned = new AtomicBoolean();
  private List<Workers<?>> workers = List.of();
  private boolean closed;

  Background(DueSubscriptions due, @Nullable Deliveries deliveries, WorkSettings settings) {
    this.due = due;
    this.deliveries = deliveries;
    this.settings = settings;
  }

  synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the subscriber is closed");
    }
    if (workers.isEmpty()) {
      Workers<?> renewals = Workers.start(due, settings, "push");
      wakeUp.onSignal(renewals::wake);
      workers = deliveries == null ? List.of(renewals) : List.of(renewals, deliveries.start());
    }
  }

  int runDueWork() {
    int delivered = deliveries == null ? 0 : deliveries.doAll(deliveries.batch());
    return delivered + due.doAll(BATCH_OF_ONE_THREAD);
  }

  /** Looks for due subscriptions at once, if threads of its own do so. */
  void wake() {
    wakeUp.signal();
  }

  int replay(SubscriptionId id) {
    if (deliveries == null) {
      throw new IllegalStateException("inbox: is required for a replay");
    }
    return deliveries.replay(id);
  }

  /** Warns once where no one seems to renew what is about to be subscribed to. */
  void warnIfUnused() {
    if (!isStarted() && due.isUnused() && warned.compareAndSet(false, true)) {
      LOG.warn(
          "Leases are not renewed in this process: call start(), or runDueWork() every few"
              + " seconds, unless another process on the same store does");
    }
  }

  void close() {
    List<Workers<?>> ending;
    synchronized (this) {
      closed = true;
      ending = workers;
      workers = List.of();
    }
    ending.forEach(Workers::close);
  }

  private synchronized boolean isStarted() {
    return !workers.isEmpty();
  }
}
