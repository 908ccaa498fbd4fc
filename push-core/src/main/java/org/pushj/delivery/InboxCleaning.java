package org.pushj.delivery;

import java.time.Instant;
import java.time.InstantSource;
import org.pushj.monitoring.Counters;
import org.pushj.scheduling.Cleaning;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what the inbox has kept for as long as is set. Safe for use by several threads. */
final class InboxCleaning {
  private static final Logger LOG = LoggerFactory.getLogger(InboxCleaning.class);

  private final UpdateInbox inbox;
  private final DeliverySettings settings;
  private final Counters counters;
  private final Cleaning cleaning;

  InboxCleaning(
      UpdateInbox inbox, DeliverySettings settings, Counters counters, InstantSource clock) {
    this.inbox = inbox;
    this.settings = settings;
    this.counters = counters;
    this.cleaning = new Cleaning(clock);
  }

  /** Removes a batch of each kind if it is time; returns whether there is more. */
  boolean clean(Instant now) {
    return cleaning.clean(
        max -> inbox.purgeDone(now.minus(settings.retention()), max),
        max -> purgeParked(now.minus(settings.parkedRetention()), max),
        max -> inbox.forgetDuplicates(now.minus(settings.duplicateWindow()), max));
  }

  /** Says aloud what is given up: it was acknowledged, and never delivered. */
  private int purgeParked(Instant before, int max) {
    int removed = inbox.purgeParked(before, max);
    if (removed > 0) {
      counters.expired.add(removed);
      LOG.error(
          "{} updates are removed, and lost: they were parked for longer than {}",
          removed,
          settings.parkedRetention());
    }
    return removed;
  }
}
