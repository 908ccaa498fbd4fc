package org.pushj.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.pushj.SubscriptionId;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UpdateInbox;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says whether the inbox is over its limits, by a count of every few seconds, and what this process
 * has added since; so other processes may go a little beyond. No request waits for a count, and
 * without a recent one the inbox is not full. While it is more than half full, one subscription may
 * add no more than a share of it an hour: a flood at one leaves room for the others. Safe for use
 * by several threads.
 */
final class InboxGauge {
  private static final Logger LOG = LoggerFactory.getLogger(InboxGauge.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** How long a count holds: as long as six that fail. */
  private static final Duration VALID = EVERY.multipliedBy(6);

  private final UpdateInbox inbox;
  private final DeliverySettings settings;
  private final Executor executor;
  private final InstantSource clock;
  private final FailureLog failures;
  private final InboxShares shares;

  /** The last count, without what this process had added before. */
  private UpdateInbox.Load counted = new UpdateInbox.Load(0, 0, 0);

  private long addedUpdates;
  private long addedBytes;
  private Instant countedAt = Instant.EPOCH;

  /** When the last count began or ended. */
  private Instant triedAt = Instant.EPOCH;

  private boolean counting;

  /** Makes the gauge of one inbox; the executor runs the counts. */
  InboxGauge(UpdateInbox inbox, DeliverySettings settings, Executor executor, InstantSource clock) {
    this.inbox = inbox;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
    this.failures = new FailureLog(LOG, Level.WARN, clock);
    this.shares = new InboxShares(settings);
  }

  /** Returns why there is no room for an update of so many bytes; empty if there is. */
  Optional<String> noRoomFor(SubscriptionId subscription, int bytes) {
    Instant now = clock.instant();
    if (beginsToCount(now)) {
      try {
        executor.execute(this::count);
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    return noRoomFor(subscription, bytes, now);
  }

  synchronized void added(SubscriptionId subscription, int bytes) {
    addedUpdates++;
    addedBytes += bytes;
    shares.added(subscription, bytes);
  }

  private synchronized Optional<String> noRoomFor(
      SubscriptionId subscription, int bytes, Instant now) {
    if (!Durations.isWithin(VALID, countedAt, now)) {
      return Optional.empty();
    }
    if (counted.parked() >= settings.maxParked()) {
      return Optional.of("too many updates are parked in it: requeue or discard them");
    }
    UpdateInbox.Load load =
        new UpdateInbox.Load(
            counted.updates() + addedUpdates, counted.bytes() + addedBytes, counted.parked());
    return load.updates() >= settings.maxWaiting()
            || load.bytes() + bytes > settings.maxWaitingBytes()
        ? Optional.of("it is full")
        : shares.noRoomFor(subscription, load, now);
  }

  private synchronized boolean beginsToCount(Instant now) {
    if (counting) {
      if (!Durations.isWithin(VALID, triedAt, now)) {
        LOG.atLevel(failures.failed())
            .log("The inbox is not counted within {}; it refuses nothing until it is", VALID);
      }
      return false;
    }
    counting = !Durations.isWithin(EVERY, triedAt, now);
    triedAt = counting ? now : triedAt;
    return counting;
  }

  private void count() {
    long updates;
    long bytes;
    synchronized (this) {
      updates = addedUpdates;
      bytes = addedBytes;
    }
    try {
      UpdateInbox.Load load = inbox.load();
      Instant now = clock.instant();
      synchronized (this) {
        counted =
            new UpdateInbox.Load(load.updates() - updates, load.bytes() - bytes, load.parked());
        countedAt = now;
      }
      failures.worked("The inbox is counted again; that failed {} times");
      ended();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    LOG.atLevel(failures.failed())
        .setCause(cause)
        .log("The inbox cannot be counted; it refuses nothing after {}", VALID);
    ended();
  }

  private void ended() {
    Instant now = clock.instant();
    synchronized (this) {
      triedAt = now;
      counting = false;
    }
  }
}
