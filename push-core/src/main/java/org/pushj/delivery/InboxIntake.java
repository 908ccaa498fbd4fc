package org.pushj.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.endpoint.Intake;
import org.pushj.endpoint.StoreCalls;
import org.pushj.monitoring.Counters;
import org.pushj.monitoring.FailureLog;
import org.pushj.scheduling.WakeUp;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.Monitor;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps updates in the inbox before the hub is answered, and wakes the workers. What the inbox
 * cannot keep, or not in time, is left to the hub. An addition that takes too long may still be
 * committed: then what the hub sends again is a duplicate.
 */
public final class InboxIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(InboxIntake.class);

  private final UpdateInbox inbox;
  private final InboxGauge gauge;
  private final StoreCalls calls;
  private final Duration duplicateWindow;
  private final InstantSource clock;
  private final Counters counters;
  private final WakeUp wakeUp;
  private final FailureLog failures;

  /** Makes the intake of one subscriber; the executor counts what waits. */
  public InboxIntake(
      UpdateInbox inbox,
      DeliverySettings settings,
      StoreCalls calls,
      Executor executor,
      InstantSource clock,
      Counters counters,
      WakeUp wakeUp) {
    this.inbox = inbox;
    this.gauge = new InboxGauge(inbox, settings, executor, clock);
    this.calls = calls;
    this.duplicateWindow = settings.duplicateWindow();
    this.clock = clock;
    this.failures = new FailureLog(LOG, Level.ERROR, clock);
    this.counters = counters;
    this.wakeUp = wakeUp;
  }

  @Override
  public Monitor.Delivery take(Update update) {
    InboxEntry entry = InboxEntry.received(update);
    Optional<String> noRoom = gauge.noRoomFor(entry.origin().subscription(), entry.length());
    if (noRoom.isPresent()) {
      refused(noRoom.get(), null);
      return Monitor.Delivery.NOT_TAKEN;
    }
    byte[] content = update.bytes();
    UpdateInbox.Receipt receipt;
    try {
      receipt = calls.call(() -> add(entry, content));
    } catch (RuntimeException e) {
      refused("it does not work", e);
      return Monitor.Delivery.NOT_TAKEN;
    }
    switch (receipt) {
      case FULL -> {
        refused("it is full", null);
        return Monitor.Delivery.NOT_TAKEN;
      }
      case DUPLICATE -> {
        counters.duplicate.increment();
        LOG.debug("{} has come before", update);
      }
      case ADDED -> {
        counters.taken.increment();
        LOG.debug("{} was taken", update);
        wakeUp.signal();
      }
    }
    failures.worked("The inbox accepts updates again; {} were left to their hubs");
    return receipt == UpdateInbox.Receipt.ADDED
        ? Monitor.Delivery.TAKEN
        : Monitor.Delivery.REPEATED;
  }

  private UpdateInbox.Receipt add(InboxEntry entry, byte[] content) {
    UpdateInbox.Receipt receipt = inbox.add(entry, content, sameSince());
    if (receipt == UpdateInbox.Receipt.ADDED) {
      gauge.added(entry.origin().subscription(), entry.length());
    }
    return receipt;
  }

  private @Nullable Instant sameSince() {
    return duplicateWindow.isZero() ? null : clock.instant().minus(duplicateWindow);
  }

  private void refused(String why, @Nullable Throwable cause) {
    counters.failed.increment();
    LOG.atLevel(failures.failed())
        .setCause(cause)
        .log("The inbox does not accept updates: {}; hubs are asked to try again later", why);
  }
}
