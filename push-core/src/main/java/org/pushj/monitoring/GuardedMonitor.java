package org.pushj.monitoring;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Rejection;
import org.pushj.spi.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Keeps what a monitor throws from all others. As safe for use by several threads as that is. */
public final class GuardedMonitor implements Monitor {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.monitoring");

  private final Monitor monitor;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** Guards a monitor. */
  public GuardedMonitor(Monitor monitor) {
    this.monitor = monitor;
  }

  @Override
  public void delivered(URI hub, Delivery result, Duration time) {
    guarded(() -> monitor.delivered(hub, result, time));
  }

  @Override
  public void rejected(URI hub, Rejection why) {
    guarded(() -> monitor.rejected(hub, why));
  }

  @Override
  public void asked(
      URI hub, IntentKind kind, boolean renewal, @Nullable HubException failure, Duration time) {
    guarded(() -> monitor.asked(hub, kind, renewal, failure, time));
  }

  @Override
  public void verified(URI hub, IntentKind kind, Duration latency) {
    guarded(() -> monitor.verified(hub, kind, latency));
  }

  @Override
  public void listened(URI hub, @Nullable Throwable failure, Duration time) {
    guarded(() -> monitor.listened(hub, failure, time));
  }

  @Override
  public void retried(URI hub) {
    guarded(() -> monitor.retried(hub));
  }

  @Override
  public void parked(URI hub) {
    guarded(() -> monitor.parked(hub));
  }

  @Override
  public void pinged(URI hub, @Nullable HubException failure, Duration time) {
    guarded(() -> monitor.pinged(hub, failure, time));
  }

  @Override
  public void pingParked(URI hub) {
    guarded(() -> monitor.pingParked(hub));
  }

  /** Calls the monitor. Errors too: a library of metrics may be there in part. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOG.atLevel(failed.compareAndSet(false, true) ? Level.WARN : Level.DEBUG)
          .setCause(e)
          .log("The monitor failed; nothing else did, and this is not told again");
    }
  }
}
