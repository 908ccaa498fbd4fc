package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import org.pushj.spi.UpdateInbox;
import org.pushj.work.Cleaning;

/** Removes from the inbox what was kept long enough. Safe for use by several threads. */
final class InboxCleaning {
  private final UpdateInbox inbox;
  private final Duration keptFor;
  private final Duration sameWithin;
  private final Cleaning cleaning = new Cleaning();

  InboxCleaning(UpdateInbox inbox, Duration keptFor, Duration sameWithin) {
    this.inbox = inbox;
    this.keptFor = keptFor;
    this.sameWithin = sameWithin;
  }

  void clean(Instant now) {
    cleaning.clean(
        now,
        limit -> inbox.purgeDone(now.minus(keptFor), limit),
        limit -> inbox.forgetDuplicates(now.minus(sameWithin), limit));
  }
}
