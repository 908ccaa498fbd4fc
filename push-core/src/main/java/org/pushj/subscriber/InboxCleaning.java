package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntUnaryOperator;
import org.pushj.spi.UpdateInbox;

/**
 * Removes from the inbox what was kept long enough, now and then, in small batches. Safe for use by
 * several threads.
 */
final class InboxCleaning {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 20;

  private final UpdateInbox inbox;
  private final Duration keptFor;
  private final Duration sameWithin;
  private Instant next = Instant.MIN;

  InboxCleaning(UpdateInbox inbox, Duration keptFor, Duration sameWithin) {
    this.inbox = inbox;
    this.keptFor = keptFor;
    this.sameWithin = sameWithin;
  }

  void clean(Instant now) {
    if (!isTurn(now)) {
      return;
    }
    inBatches(limit -> inbox.purgeDone(now.minus(keptFor), limit));
    inBatches(limit -> inbox.forgetDuplicates(now.minus(sameWithin), limit));
  }

  private synchronized boolean isTurn(Instant now) {
    if (next.isAfter(now)) {
      return false;
    }
    next = now.plus(EVERY);
    return true;
  }

  private static void inBatches(IntUnaryOperator removal) {
    for (int i = 0; i < MOST_BATCHES; i++) {
      if (removal.applyAsInt(BATCH) < BATCH) {
        return;
      }
    }
  }
}
